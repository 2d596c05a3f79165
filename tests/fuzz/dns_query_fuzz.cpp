#include <cstddef>
#include <cstdint>

#include "mockserver/dns/responder.hpp"

namespace {

using namespace tetra;

/// A responder with every fault that needs no parameters, so that their edits meet any query as
/// well.
struct World {
  World() {
    clockwork.journal = &journal;
    for (const auto& [id, entry] : fault::Catalog::instance().entries()) {
      fault::Trigger trigger;
      trigger.every = 3;
      trigger.after = plan_size++;
      auto made = make_fault(entry, no_parameters);
      if (made)
        plan.add(std::make_shared<fault::Armed>(
            fault::Armed{0, "dns", id, std::move(*made), {trigger, 1}, 0}));
    }
    dns::Zone zone;
    zone.add_a("a.lab", {"192.0.2.1", "192.0.2.2"});
    zone.add_cname("b.lab", "a.lab");
    responder.replace(std::move(zone));
  }

  Node no_parameters;
  std::uint64_t plan_size = 0;
  journal::Journal journal{16};
  fault::Clockwork clockwork;
  fault::Plan<dns::Fault> plan{clockwork};
  dns::Responder responder{dns::Zone(), plan};
};

}  // namespace

/// Any bytes as a query, over UDP and over TCP, answered by a healthy and by a faulty server.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static World world;
  static dns::Sending sending;
  const std::string_view message(reinterpret_cast<const char*>(data), size);
  for (const dns::Transport transport : {dns::Transport::udp, dns::Transport::tcp}) {
    dns::Peer peer;
    peer.transport = transport;
    world.responder.respond(message, peer, sending);
    world.responder.holding_back(sending);
    world.responder.sent(sending);
  }
  return 0;
}
