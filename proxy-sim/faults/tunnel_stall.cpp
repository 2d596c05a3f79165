#include "proxy-sim/tunnel_fault.hpp"

namespace tetra::proxy {
namespace {

/// Passes nothing on behind an exact byte of one direction; the connections stay open.
class TunnelStall final : public TunnelFault {
 public:
  explicit TunnelStall(fault::Params& params)
      : at_(params.size("at", "how many bytes get through first")),
        length_(params.maybe_duration("for",
                                      "how long it lasts; until the client leaves when not given")),
        toward_(params.one_of<Toward>(
            "direction",
            "whose bytes stand still: those to the client (down) or to the origin (up)",
            {{"down", Toward::client}, {"up", Toward::origin}}, "down")) {}

  void on_tunnel(const TunnelContext& /*context*/, Tunnel& tunnel,
                 const wire::Acted& acted) override {
    Position at;
    at.bytes = at_.bytes;
    direction_of(tunnel, toward_).orders.pauses.push_back({at, length_, acted});
  }

 private:
  ByteSize at_;
  std::optional<Duration> length_;
  Toward toward_;
};

const fault::Register<TunnelStall> tunnel_stall_entry{
    {.layer = "tunnel",
     .name = "tunnel-stall",
     .services = {"proxy", "socks"},
     .summary = "The tunnel stays open and passes nothing on behind an exact byte."}};

}  // namespace
}  // namespace tetra::proxy
