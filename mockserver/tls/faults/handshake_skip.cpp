// tls.handshake-skip: the server leaves a message out.
#include "mockserver/tls/handshake_fault.hpp"

namespace tetra::tls {
namespace {

class HandshakeSkip final : public OrderFault {
 public:
  explicit HandshakeSkip(fault::Params& params) {
    order_.what = wire::HandshakeOrder::What::skip;
    order_.in = read_place(params, "the message that is not sent", "certificate");
    if (order_.in.kind == wire::HandshakePlace::Kind::everything)
      params.complain("only a message or a flight can be left out",
                      "`handshake-stall` sends nothing at all");
  }
};

const fault::Register<HandshakeSkip> handshake_skip_entry{{
    .layer = "tls",
    .name = "handshake-skip",
    .services = every_tls_service,
    .summary =
        "Leaves one of the server's handshake messages out; the rest is sent as if it had been.",
}};

}  // namespace
}  // namespace tetra::tls
