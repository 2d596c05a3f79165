// tcp.swallow: a SYN gets no answer at all, as behind a firewall that drops.
#include "mockserver/tcp/tcp_fault.hpp"

namespace tetra::tcp {
namespace {

class Swallow final : public Fault {
 public:
  explicit Swallow(fault::Params& /*params*/) {}
  void on_door(Door& door) override { door.state = Door::State::mute; }
  void on_knock(const wire::Acted& acted) override { acted({}); }
};

const fault::Register<Swallow> swallow_entry{{
    .layer = "tcp",
    .name = "swallow",
    .services = every_tcp_service,
    .summary =
        "Every SYN is dropped: a connection attempt gets no answer until the client gives up.",
    .standing = true,
    .needs_packets = true,
}};

}  // namespace
}  // namespace tetra::tcp
