// ocsp.certificate-status: the responder says so of every certificate, whatever the truth is.
#include "mockserver/ocsp/ocsp_fault.hpp"

namespace tetra::ocsp {
namespace {

using Kind = certs::CertificateStatus::Kind;

class CertificateStatus final : public Fault {
 public:
  explicit CertificateStatus(fault::Params& params)
      : kind_(params.one_of<Kind>(
            "is", "what is said",
            {{"revoked", Kind::revoked}, {"unknown", Kind::unknown}, {"good", Kind::good}},
            "revoked")),
        ago_(params.duration("ago", "how long since the revocation", "1h")) {
    const std::string text = params.text("reason", "RFC 5280's spelling, or none", "keyCompromise");
    if (text == "none") return;
    const auto reason = certs::parse_revocation_reason(text);
    if (!reason) params.complain(reason.error().what, reason.error().hint);
    reason_ = reason.value_or(certs::RevocationReason::unspecified);
  }

  void on_answer(const certs::OcspRequestInfo& /*request*/,
                 certs::OcspAnswerSpec& answer) override {
    certs::CertificateStatus status;
    status.kind = kind_;
    status.revoked_at = std::chrono::system_clock::now() -
                        std::chrono::duration_cast<std::chrono::system_clock::duration>(ago_);
    status.reason = reason_;
    answer.status = status;
  }

 private:
  Kind kind_;
  Duration ago_;
  std::optional<certs::RevocationReason> reason_;
};

const fault::Register<CertificateStatus> certificate_status_entry{{
    .layer = "ocsp",
    .name = "certificate-status",
    .services = ocsp_service,
    .summary = "Says of every certificate that it is revoked, unknown or good, properly signed.",
}};

}  // namespace
}  // namespace tetra::ocsp
