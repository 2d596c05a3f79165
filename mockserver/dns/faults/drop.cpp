// dns.drop: nothing comes back.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class Drop final : public Fault {
 public:
  explicit Drop(fault::Params&) {}

  void on_query(const Query&, Reply& reply) override { reply.dispatch.send = false; }
};

const Register<Drop> drop_entry{"drop", "Never answers the query."};

}  // namespace
}  // namespace tetra::dns
