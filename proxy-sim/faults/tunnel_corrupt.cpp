#include "proxy-sim/tunnel_fault.hpp"

namespace tetra::proxy {
namespace {

/// Flips bits of one byte on its way through the tunnel.
class TunnelCorrupt final : public TunnelFault {
 public:
  explicit TunnelCorrupt(fault::Params& params)
      : at_(params.size("at", "which byte, counted from 0")),
        mask_(static_cast<unsigned char>(
            params.integer("mask", "the bits that are flipped", 1, 255, 1))),
        toward_(params.one_of<Toward>("direction",
                                      "whose byte: one to the client (down) or to the origin (up)",
                                      {{"down", Toward::client}, {"up", Toward::origin}}, "down")) {
  }

  void on_tunnel(const TunnelContext& /*context*/, Tunnel& tunnel,
                 const wire::Acted& acted) override {
    direction_of(tunnel, toward_).flips.push_back({at_.bytes, mask_, acted});
  }

 private:
  ByteSize at_;
  unsigned char mask_;
  Toward toward_;
};

const fault::Register<TunnelCorrupt> tunnel_corrupt_entry{
    {.layer = "tunnel",
     .name = "tunnel-corrupt",
     .services = {"proxy", "socks"},
     .summary = "One byte of the tunnel arrives with other bits."}};

}  // namespace
}  // namespace tetra::proxy
