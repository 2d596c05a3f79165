// tls.alert: an alert comes in place of a message, or behind the handshake.
#include "mockserver/tls/handshake_fault.hpp"

namespace tetra::tls {
namespace {

using Kind = wire::HandshakePlace::Kind;

class Alert final : public Fault {
 public:
  explicit Alert(fault::Params& params)
      : code_(static_cast<int>(params.symbol("code", "the alert, by name or number", alert_names(),
                                             0, 255, "handshake_failure"))),
        place_(read_place(params,
                          "what it comes instead of; what was sent before stays, and from TLS "
                          "1.3's encrypted-extensions on it is encrypted",
                          "server-hello", true)),
        level_(params.one_of<int>("level",
                                  "closure alerts are warnings, all others fatal, unless said",
                                  {{"usual", 0}, {"warning", 1}, {"fatal", 2}}, "usual")),
        by_(params.one_of<wire::Ending>("by", "how the connection ends behind it",
                                        {{"fin", wire::Ending::truncated},
                                         {"reset", wire::Ending::reset_after_delivery},
                                         {"silence", wire::Ending::silent}},
                                        "fin")) {
    if (level_ == 0) level_ = code_ == 0 || code_ == 90 ? 1 : 2;  // RFC 8446 section 6.1
  }

  void on_hello(const wire::Hello& /*hello*/, Handshake& handshake,
                const wire::Acted& acted) override {
    // In place of the first message nothing is agreed yet, so OpenSSL need not begin.
    const bool first = place_.kind == Kind::everything ||
                       (place_.kind == Kind::flight && place_.number == 1) ||
                       (place_.kind == Kind::message && place_.number == 2);
    if (first) {
      handshake.answer.alert = code_;
      handshake.answer.alert_level = level_;
      handshake.answer.end = by_;
      handshake.answer.acted = acted;
      return;
    }
    wire::HandshakeOrder order;
    order.what = wire::HandshakeOrder::What::alert;
    order.in = place_;
    order.how = by_;
    order.level = static_cast<unsigned char>(level_);
    order.alert = static_cast<unsigned char>(code_);
    order.acted = acted;
    handshake.answer.orders.push_back(order);
  }

 private:
  int code_;
  wire::HandshakePlace place_;
  int level_;
  wire::Ending by_;
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
