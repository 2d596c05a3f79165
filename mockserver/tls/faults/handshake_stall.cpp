// tls.handshake-stall: the server falls silent at an exact byte of its handshake.
#include "mockserver/tls/handshake_fault.hpp"

namespace tetra::tls {
namespace {

class HandshakeStall final : public OrderFault {
 public:
  explicit HandshakeStall(fault::Params& params) {
    order_.what = wire::HandshakeOrder::What::pause;
    order_.in = read_place(
        params, "where `at` counts: a message with its record header, a flight, or everything",
        "first-flight", true);
    order_.at = read_position(params, order_.in, "nothing is sent from this byte on", "0");
    order_.length = params.maybe_duration("for", "how long; left out: until the peer goes away");
  }
};

const fault::Register<HandshakeStall> handshake_stall_entry{{
    .layer = "tls",
    .name = "handshake-stall",
    .services = every_tls_service,
    .summary = "Stops sending at an exact byte of the server's handshake, for a while or for good.",
}};

}  // namespace
}  // namespace tetra::tls
