// dns.wrong-source: the answer comes from somewhere that was not asked.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class WrongSource final : public Fault {
 public:
  explicit WrongSource(fault::Params&) {}

  void on_query(const Query& query, Reply& reply) override {
    if (query.transport == Transport::udp) reply.dispatch.from_other_port = true;
  }
};

const Register<WrongSource> wrong_source_entry{
    "wrong-source",
    "Sends the UDP answer from another port; a resolver with a connected socket never sees it."};

}  // namespace
}  // namespace tetra::dns
