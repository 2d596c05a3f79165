// tls.close-after-handshake: the connection ends when the handshake is done.
#include "mockserver/tls/tls_fault.hpp"

namespace tetra::tls {
namespace {

class CloseAfterHandshake final : public Fault {
 public:
  explicit CloseAfterHandshake(fault::Params& params)
      : by_(params.one_of<wire::Ending>("by", "what the peer gets",
                                        {{"close-notify", wire::Ending::clean},
                                         {"fin", wire::Ending::truncated},
                                         {"reset", wire::Ending::reset},
                                         {"silence", wire::Ending::silent}},
                                        "close-notify")) {}

  void on_hello(const wire::Hello& /*hello*/, Handshake& handshake,
                const wire::Acted& acted) override {
    wire::HandshakeOrder order;
    order.in.kind = wire::HandshakePlace::Kind::behind;
    order.how = by_;
    order.acted = acted;
    handshake.answer.orders.push_back(order);
  }

 private:
  wire::Ending by_;
};

const fault::Register<CloseAfterHandshake> close_after_handshake_entry{{
    .layer = "tls",
    .name = "close-after-handshake",
    .services = every_tls_service,
    .summary = "Completes the handshake and ends the connection before any request is answered.",
}};

}  // namespace
}  // namespace tetra::tls
