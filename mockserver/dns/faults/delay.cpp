// dns.delay: the answer comes late.
#include "mockserver/dns/dns_fault.hpp"

namespace tetra::dns {
namespace {

class Delay final : public Fault {
 public:
  explicit Delay(fault::Params& params) : by_(params.duration("by", "how long it is kept back")) {
    if (by_.count() < 0) params.complain("`by` is below zero", "give a duration such as 1.5s");
  }

  void on_query(const Query&, Reply& reply) override { reply.dispatch.delay += by_; }

 private:
  Duration by_;
};

const Register<Delay> delay_entry{"delay", "Sends the answer only after a while."};

}  // namespace
}  // namespace tetra::dns
