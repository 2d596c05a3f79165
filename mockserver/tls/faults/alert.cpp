// tls.alert: a fatal alert answers the ClientHello.
#include "mockserver/tls/tls_fault.hpp"

namespace tetra::tls {
namespace {

// RFC 8446 section 6.
constexpr fault::Symbol alerts[] = {{"handshake_failure", 40},    {"close_notify", 0},           {"unexpected_message", 10},
                                    {"bad_record_mac", 20},       {"record_overflow", 22},       {"bad_certificate", 42},
                                    {"unsupported_certificate", 43}, {"certificate_revoked", 44}, {"certificate_expired", 45},
                                    {"certificate_unknown", 46},  {"illegal_parameter", 47},     {"unknown_ca", 48},
                                    {"access_denied", 49},        {"decode_error", 50},          {"decrypt_error", 51},
                                    {"protocol_version", 70},     {"insufficient_security", 71}, {"internal_error", 80},
                                    {"inappropriate_fallback", 86}, {"user_canceled", 90},       {"missing_extension", 109},
                                    {"unsupported_extension", 110}, {"unrecognized_name", 112},  {"bad_certificate_status_response", 113},
                                    {"unknown_psk_identity", 115}, {"certificate_required", 116}, {"no_application_protocol", 120}};

class Alert final : public Fault {
 public:
  explicit Alert(fault::Params& params)
      : code_(static_cast<int>(params.symbol("code", "the alert, by name or number", alerts, 0, 255, "handshake_failure"))) {}

  void on_hello(const wire::Hello& /*hello*/, Handshake& handshake, const wire::Acted& acted) override {
    handshake.answer.alert = code_;
    handshake.answer.acted = acted;
  }

 private:
  int code_;
};

const fault::Register<Alert> entry{{
    .layer = "tls",
    .name = "alert",
    .services = every_tls_service,
    .summary = "Answers the ClientHello with this fatal alert.",
}};

}  // namespace
}  // namespace tetra::tls
