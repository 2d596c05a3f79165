// tls.handshake-cut: the server's side of the handshake ends at an exact byte.
#include "mockserver/tls/handshake_fault.hpp"

namespace tetra::tls {
namespace {

class HandshakeCut final : public OrderFault {
 public:
  explicit HandshakeCut(fault::Params& params) {
    order_.in = read_place(
        params, "where `at` counts: a message with its record header, a flight, or everything",
        "everything");
    order_.at = read_position(params, order_.in, "exactly the bytes before are sent", "40");
    order_.how = params.one_of<wire::Ending>(
        "by", "what the peer gets then",
        {{"fin", wire::Ending::truncated}, {"reset", wire::Ending::reset_after_delivery}}, "fin");
  }
};

const fault::Register<HandshakeCut> handshake_cut_entry{{
    .layer = "tls",
    .name = "handshake-cut",
    .services = every_tls_service,
    .summary = "Ends the connection inside the server's handshake messages, at an exact byte.",
}};

}  // namespace
}  // namespace tetra::tls
