// dns.wrong-id: the answer belongs to another query.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class WrongId final : public Fault {
 public:
  explicit WrongId(fault::Params& params)
      : id_(params.maybe_integer("id", "the id; else the query's plus one", 0, 0xFFFF)) {}

  void on_query(const Query&, Reply& reply) override {
    reply.id = static_cast<std::uint16_t>(id_.value_or(reply.id + 1));
  }

 private:
  std::optional<std::int64_t> id_;
};

const Register<WrongId> wrong_id_entry{
    "wrong-id", "Answers with an id that was not asked with; a resolver ignores it and waits on."};

}  // namespace
}  // namespace tetra::dns
