// tcp.refuse: the port is closed, so that the kernel answers a SYN with RST.
#include "mockserver/tcp/tcp_fault.hpp"

namespace tetra::tcp {
namespace {

class Refuse final : public Fault {
 public:
  explicit Refuse(fault::Params& /*params*/) {}
  void on_door(Door& door) override { door.state = Door::State::shut; }
  void on_knock(const wire::Acted& acted) override { acted({}); }
};

const fault::Register<Refuse> refuse_entry{{
    .layer = "tcp",
    .name = "refuse",
    .services = every_tcp_service,
    .summary = "Nothing listens on the port: a connection is refused (RST to the SYN).",
    .standing = true,
    .needs_packets = true,
}};

}  // namespace
}  // namespace tetra::tcp
