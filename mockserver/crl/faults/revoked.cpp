// crl.revoked: the list names every certificate that this world has issued by its issuer.
#include "mockserver/crl/crl_fault.hpp"

namespace tetra::crl {
namespace {

class Revoked final : public Fault {
 public:
  explicit Revoked(fault::Params& params) : ago_(params.duration("ago", "how long since the revocation", "1h")) {
    const auto reason = certs::parse_revocation_reason(params.text("reason", "RFC 5280's spelling", "keyCompromise"));
    if (!reason) params.complain(reason.error().what, reason.error().hint);
    reason_ = reason.value_or(certs::RevocationReason::unspecified);
  }

  void on_list(List& list) override {
    const auto at = std::chrono::system_clock::now() - std::chrono::duration_cast<std::chrono::system_clock::duration>(ago_);
    for (const certs::CertificateId& id : list.pki.issued()) {
      if (id.issuer == list.spec.issuer) list.book.revoke(id, reason_, at);
    }
  }

 private:
  Duration ago_;
  certs::RevocationReason reason_{};
};

const fault::Register<Revoked> entry{{
    .layer = "crl",
    .name = "revoked",
    .services = crl_service,
    .summary = "Lists every certificate that the list's authority has issued as revoked.",
}};

}  // namespace
}  // namespace tetra::crl
