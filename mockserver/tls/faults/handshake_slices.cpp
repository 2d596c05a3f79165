// tls.handshake-slices: the server's handshake comes in small pieces.
#include "mockserver/tls/tls_fault.hpp"

namespace tetra::tls {
namespace {

class HandshakeSlices final : public Fault {
 public:
  explicit HandshakeSlices(fault::Params& params)
      : bytes_(params.integer("bytes", "of each TCP segment", 1, 16'384, 100)),
        gap_(params.duration("gap", "between two segments", "0ms")) {}

  void on_hello(const wire::Hello& /*hello*/, Handshake& handshake,
                const wire::Acted& acted) override {
    handshake.answer.flights.slices =
        wire::Delivery::Slices{static_cast<std::size_t>(bytes_), gap_, acted};
  }

 private:
  std::int64_t bytes_;
  Duration gap_;
};

const fault::Register<HandshakeSlices> handshake_slices_entry{{
    .layer = "tls",
    .name = "handshake-slices",
    .services = every_tls_service,
    .summary = "Sends the handshake in TCP segments of this size, with a gap between them.",
}};

}  // namespace
}  // namespace tetra::tls
