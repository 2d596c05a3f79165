// tunnel.tunnel-throttle: one direction of the tunnel is slow.
#include "proxy-sim/tunnel_fault.hpp"

namespace tetra::proxy {
namespace {

/// Passes one direction's bytes on at no more than so many a second.
class TunnelThrottle final : public TunnelFault {
 public:
  explicit TunnelThrottle(fault::Params& params)
      : rate_(params.size("rate", "bytes a second", "10kB")),
        toward_(params.one_of<Toward>(
            "direction", "whose bytes are slow: those to the client (down) or to the origin (up)",
            {{"down", Toward::client}, {"up", Toward::origin}}, "down")) {
    if (rate_.bytes == 0)
      params.complain("`rate` is 0", "use `tunnel-stall` for a tunnel that stands still");
  }

  void on_tunnel(const TunnelContext& /*context*/, Tunnel& tunnel,
                 const wire::Acted& acted) override {
    direction_of(tunnel, toward_).orders.pace = wire::Delivery::Pace{rate_.bytes, acted};
  }

 private:
  ByteSize rate_;
  Toward toward_;
};

const fault::Register<TunnelThrottle> tunnel_throttle_entry{
    {.layer = "tunnel",
     .name = "tunnel-throttle",
     .services = {"proxy"},
     .summary = "The tunnel passes no more than so many bytes a second."}};

}  // namespace
}  // namespace tetra::proxy
