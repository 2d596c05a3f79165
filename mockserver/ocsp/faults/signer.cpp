// ocsp.signer: somebody signs whom the client may not trust for it (RFC 6960 section 4.2.2.2).
#include "mockserver/ocsp/ocsp_fault.hpp"

namespace tetra::ocsp {
namespace {

using Id = certs::OcspAnswerSpec::ResponderId;

class Signer final : public Fault {
 public:
  explicit Signer(fault::Params& params) {
    const auto kind = certs::parse_responder_kind(params.text(
        "by",
        "issuer, delegated, delegated-expired, delegated-not-yet-valid, delegated-without-eku, "
        "delegated-by-another, itself (the certificate asked about) or wrong (an unrelated "
        "authority)",
        "wrong"));
    if (!kind) params.complain(kind.error().what, kind.error().hint);
    kind_ = kind.value_or(certs::ResponderKind::wrong);
    id_ = params.one_of<Id>(
        "id", "how the answer names its signer",
        {{"by-key", Id::by_key}, {"by-name", Id::by_name}, {"other", Id::other}}, "by-key");
    if (const auto sent = params.maybe_text(
            "certificate", "sent or omitted; left out: sent if it is a delegated one")) {
      if (*sent != "sent" && *sent != "omitted")
        params.complain("`certificate` is neither sent nor omitted");
      include_ = *sent == "sent";
    }
  }

  void on_answer(const certs::OcspRequestInfo& /*request*/,
                 certs::OcspAnswerSpec& answer) override {
    answer.signer = kind_;
    answer.responder_id = id_;
    answer.include_certs = include_;
    if (!include_ && kind_ == certs::ResponderKind::itself) answer.include_certs = true;
  }

 private:
  Id id_{};
  certs::ResponderKind kind_{};
  std::optional<bool> include_;
};

const fault::Register<Signer> signer_entry{{
    .layer = "ocsp",
    .name = "signer",
    .services = ocsp_service,
    .summary = "Has the answer signed by another than the issuer, or names its signer wrongly.",
}};

}  // namespace
}  // namespace tetra::ocsp
