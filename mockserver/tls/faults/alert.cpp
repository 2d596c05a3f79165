// tls.alert: an alert comes in place of a message, or behind the handshake.
#include "mockserver/tls/handshake_fault.hpp"

namespace tetra::tls {
namespace {

class Alert final : public Fault {
 public:
  explicit Alert(fault::Params& params) {
    order_.what = wire::HandshakeOrder::What::alert;
    order_.alert = static_cast<unsigned char>(params.symbol(
        "code", "the alert, by name or number", alert_names(), 0, 255, "handshake_failure"));
    order_.in = read_place(params,
                           "what it comes instead of; what was sent before stays, and from TLS "
                           "1.3's encrypted-extensions on it is encrypted",
                           "server-hello", true);
    const bool closure = order_.alert == 0 || order_.alert == 90;  // RFC 8446 section 6.1
    const unsigned char usual = closure ? 1 : 2;
    order_.level = params.one_of<unsigned char>(
        "level", "closure alerts are warnings, all others fatal, unless said",
        {{"usual", usual}, {"warning", 1}, {"fatal", 2}}, "usual");
    order_.how = params.one_of<wire::Ending>("by", "how the connection ends behind it",
                                             {{"fin", wire::Ending::truncated},
                                              {"reset", wire::Ending::reset_after_delivery},
                                              {"silence", wire::Ending::silent}},
                                             "fin");
  }

  void on_hello(const wire::Hello& /*hello*/, Handshake& handshake,
                const wire::Acted& acted) override {
    wire::HelloAnswer& answer = handshake.answer;
    if (begins_handshake(order_.in)) {
      answer.alert = order_.alert;
      answer.alert_level = order_.level;
      answer.end = order_.how;
      answer.acted = acted;
    } else {
      answer.orders.push_back(order_);
      answer.orders.back().acted = acted;
    }
  }

 private:
  wire::HandshakeOrder order_;
};

const fault::Register<Alert> alert_entry{{
    .layer = "tls",
    .name = "alert",
    .services = every_tls_service,
    .summary = "Sends this alert in place of ServerHello, of a later message, or after the "
               "handshake, and ends the connection.",
}};

}  // namespace
}  // namespace tetra::tls
