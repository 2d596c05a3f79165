// crl.revoked: the list names every certificate that this world has issued by its issuer, or one
// that nobody has.
#include "mockserver/crl/crl_fault.hpp"

namespace tetra::crl {
namespace {

class Revoked final : public Fault {
 public:
  explicit Revoked(fault::Params& params)
      : ago_(params.duration("ago", "how long since the revocation", "1h")) {
    const std::string text = params.text("reason", "RFC 5280's spelling, or none", "keyCompromise");
    others_ = params.one_of<bool>(
        "serials",
        "issued: of every certificate that the authority has issued; others: one that nobody has",
        {{"issued", false}, {"others", true}}, "issued");
    if (text == "none") return;
    const auto reason = certs::parse_revocation_reason(text);
    if (!reason) params.complain(reason.error().what, reason.error().hint);
    reason_ = reason.value_or(certs::RevocationReason::unspecified);
  }

  void on_list(List& list) override {
    const auto at = std::chrono::system_clock::now() -
                    std::chrono::duration_cast<std::chrono::system_clock::duration>(ago_);
    if (others_) return list.book.revoke({list.spec.issuer, "2A00C0FFEE"}, reason_, at);
    for (const certs::CertificateId& id : list.pki.issued()) {
      if (id.issuer == list.spec.issuer) list.book.revoke(id, reason_, at);
    }
  }

 private:
  Duration ago_;
  bool others_ = false;
  std::optional<certs::RevocationReason> reason_;
};

const fault::Register<Revoked> revoked_entry{{
    .layer = "crl",
    .name = "revoked",
    .services = crl_service,
    .summary = "Lists every certificate that the list's authority has issued as revoked, or only a "
               "serial number that nobody has.",
}};

}  // namespace
}  // namespace tetra::crl
