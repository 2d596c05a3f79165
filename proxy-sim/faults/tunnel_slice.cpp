// tunnel.tunnel-slice: the tunnel's bytes come in small pieces, each as late as told.
#include "proxy-sim/tunnel_fault.hpp"

namespace tetra::proxy {
namespace {

/// Passes one direction's bytes on in segments of so many bytes, with a gap between them.
class TunnelSlice final : public TunnelFault {
 public:
  explicit TunnelSlice(fault::Params& params)
      : size_(params.size("bytes", "of a segment; 1: byte by byte", "1")),
        gap_(params.duration("gap", "between two segments", "1ms")),
        toward_(params.one_of<Toward>(
            "direction", "whose bytes: those to the client (down) or to the origin (up)",
            {{"down", Toward::client}, {"up", Toward::origin}}, "down")) {
    if (size_.bytes == 0) params.complain("`bytes` is 0", "a segment has at least one");
  }

  void on_tunnel(const TunnelContext& /*context*/, Tunnel& tunnel,
                 const wire::Acted& acted) override {
    direction_of(tunnel, toward_).orders.slices =
        wire::Delivery::Slices{static_cast<std::size_t>(size_.bytes), gap_, acted};
  }

 private:
  ByteSize size_;
  Duration gap_;
  Toward toward_;
};

const fault::Register<TunnelSlice> tunnel_slice_entry{
    {.layer = "tunnel",
     .name = "tunnel-slice",
     .services = {"proxy"},
     .summary = "The tunnel's bytes come in segments of so many bytes with a gap between them."}};

}  // namespace
}  // namespace tetra::proxy
