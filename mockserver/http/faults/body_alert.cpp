// http.body-alert: a TLS alert comes in the middle of the body.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

// RFC 8446 section 6.2.
constexpr fault::Symbol alerts[] = {
    {"close_notify", 0},     {"unexpected_message", 10}, {"bad_record_mac", 20},
    {"record_overflow", 22}, {"handshake_failure", 40},  {"illegal_parameter", 47},
    {"decode_error", 50},    {"decrypt_error", 51},      {"protocol_version", 70},
    {"internal_error", 80},  {"user_canceled", 90}};

class BodyAlert final : public Fault {
 public:
  explicit BodyAlert(fault::Params& params)
      : alert_(static_cast<char>(params.symbol("alert", "which one, by name or number", alerts, 0,
                                               255, "internal_error"))),
        at_(params.position("at", "how many body bytes still arrive", "50%")) {}

  void on_response(const Exchange& /*exchange*/, Response& response,
                   const wire::Acted& acted) override {
    wire::Delivery::Stop stop{at_, wire::Ending::truncated, acted};
    // Fatal, TLS 1.2's record version, two bytes. In the clear, as only a box without the keys can
    // send it.
    stop.below_tls = {21, 3, 3, 0, 2, 2, alert_};
    response.delivery.stop = stop;
  }

 private:
  char alert_;
  Position at_;
};

const fault::Register<BodyAlert> body_alert_entry{{
    .layer = "http",
    .name = "body-alert",
    .services = {"update", "proxy"},
    .summary = "Sends a fatal alert in the clear after exactly this many body bytes, then FIN: an "
               "inspecting box gives up in the middle of a download.",
}};

}  // namespace
}  // namespace tetra::http
