#include "proxy-sim/tunnel_fault.hpp"

namespace tetra::proxy {
namespace {

/// Ends the tunnel once exactly so many of a direction's bytes are through.
class TunnelCut final : public TunnelFault {
 public:
  explicit TunnelCut(fault::Params& params)
      : at_(params.size("at", "how many bytes get through; 0: none behind the 200")),
        how_(params.one_of<wire::Ending>(
            "by", "what ends it",
            {{"reset", wire::Ending::reset_after_delivery}, {"fin", wire::Ending::truncated}},
            "reset")),
        toward_(params.one_of<Toward>(
            "direction", "whose bytes count: those to the client (down) or to the origin (up)",
            {{"down", Toward::client}, {"up", Toward::origin}}, "down")) {}

  void on_tunnel(const TunnelContext& /*context*/, Tunnel& tunnel,
                 const wire::Acted& acted) override {
    Position at;
    at.bytes = at_.bytes;
    direction_of(tunnel, toward_).orders.stop = wire::Delivery::Stop{at, how_, acted};
  }

 private:
  ByteSize at_;
  wire::Ending how_;
  Toward toward_;
};

const fault::Register<TunnelCut> tunnel_cut_entry{
    {.layer = "tunnel",
     .name = "tunnel-cut",
     .services = {"proxy", "socks"},
     .summary = "The tunnel breaks off behind an exact byte, by RST or FIN."}};

}  // namespace
}  // namespace tetra::proxy
