// tcp.unreachable: a router says that there is no way (ICMP).
#include "mockserver/tcp/tcp_fault.hpp"

namespace tetra::tcp {
namespace {

class Unreachable final : public Fault {
 public:
  explicit Unreachable(fault::Params& params)
      : code_(static_cast<std::uint8_t>(params.symbol(
            "code", "what the message says (RFC 1812 section 5.2.7.1), by name or number", codes, 0,
            15, "host"))) {}

  void on_door(Door& door) override {
    door.state = Door::State::mute;
    door.icmp = code_;
  }
  void on_knock(const wire::Acted& acted) override { acted({detail::icmp_code(code_)}); }

 private:
  static constexpr fault::Symbol codes[] = {{"net", 0},
                                            {"host", 1},
                                            {"protocol", 2},
                                            {"port", 3},
                                            {"net-prohibited", 9},
                                            {"host-prohibited", 10},
                                            {"admin-prohibited", 13}};
  std::uint8_t code_;
};

const fault::Register<Unreachable> unreachable_entry{{
    .layer = "tcp",
    .name = "unreachable",
    .services = every_tcp_service,
    .summary = "Answers a SYN with ICMP destination unreachable, as a router without a route or a "
               "firewall that rejects does.",
    .standing = true,
    .needs_packets = true,
}};

}  // namespace
}  // namespace tetra::tcp
