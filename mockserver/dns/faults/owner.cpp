// dns.owner: the records belong to a name that was not asked for.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class Owner final : public Fault {
 public:
  explicit Owner(fault::Params& params) : name_(params.text("name", "the owner", "other.invalid")) {
    if (wire_name(name_).empty())
      params.complain("`name` is not a DNS name", "labels up to 63 bytes, 255 in all");
  }

  void on_query(const Query&, Reply& reply) override {
    for (Record& record : reply.answer) record.owner = name_;
  }

 private:
  std::string name_;
};

const Register<Owner> owner_entry{
    "owner", "Answers with records of another owner, out of the question's bailiwick."};

}  // namespace
}  // namespace tetra::dns
