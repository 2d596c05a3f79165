// dns.duplicate: the answer comes more than once.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class Duplicate final : public Fault {
 public:
  explicit Duplicate(fault::Params& params)
      : copies_(static_cast<unsigned>(params.integer("copies", "how many arrive", 2, 100, 2))) {}

  void on_query(const Query& query, Reply& reply) override {
    if (query.transport == Transport::udp) reply.dispatch.copies = copies_;
  }

 private:
  unsigned copies_;
};

const Register<Duplicate> duplicate_entry{"duplicate", "Sends the same UDP answer several times."};

}  // namespace
}  // namespace tetra::dns
