#include "mockserver/tls/staple_fault.hpp"

namespace tetra::tls {
namespace {

using Answer = certs::OcspAnswerSpec;
using Kind = certs::CertificateStatus::Kind;

template <class T>
T known(fault::Params& params, Result<T> read, T fallback) {
  if (read) return *read;
  params.complain(read.error().what, read.error().hint);
  return fallback;
}

// Relative to now and with a sign, which plain durations have not.
Duration signed_time(fault::Params& params, std::string_view name, std::string_view meaning,
                     std::string fallback) {
  return known<Duration>(params, parse_duration(params.text(name, meaning, std::move(fallback))),
                         Duration(0));
}

std::optional<certs::CertificateStatus> status(Kind kind, certs::RevocationReason reason) {
  if (kind == Kind::good) return std::nullopt;  // as the CA's book says
  const auto hour_ago = std::chrono::system_clock::now() - std::chrono::hours(1);
  if (kind == Kind::revoked) return certs::CertificateStatus{kind, hour_ago, reason};
  return certs::CertificateStatus{kind, {}, {}};
}

}  // namespace

Staple read_staple(fault::Params& params) {
  Staple staple;
  Answer& answer = staple.answer;
  const Kind kind = params.one_of<Kind>(
      "is", "what it says of the certificate",
      {{"good", Kind::good}, {"revoked", Kind::revoked}, {"unknown", Kind::unknown}}, "good");
  const std::string reason =
      params.text("reason", "of the revocation, in RFC 5280's spelling", "keyCompromise");
  answer.status = status(kind, known(params, certs::parse_revocation_reason(reason),
                                     certs::RevocationReason::unspecified));
  const std::string error = params.text("response-status",
                                        "successful, or an error without a body: malformedRequest, "
                                        "internalError, tryLater, sigRequired, unauthorized",
                                        "successful");
  answer.response_status =
      known(params, certs::parse_ocsp_response_status(error), answer.response_status);
  const std::string signer = params.text(
      "signer", "issuer, delegated, delegated-expired, delegated-without-eku or wrong (another CA)",
      "issuer");
  answer.signer = known(params, certs::parse_responder_kind(signer), answer.signer);
  const std::string signature = params.text(
      "signature", "good, content-changed, bit-flipped, malformed or wrong-key", "good");
  answer.signature = known(params, certs::parse_signature_fault(signature), answer.signature);
  answer.serial = params.one_of<Answer::Serial>(
      "about", "the certificate that it is about",
      {{"this", Answer::Serial::right}, {"another", Answer::Serial::other}}, "this");
  answer.this_update =
      signed_time(params, "this-update", "from now: -1h, 1d is in the future", "-1h");
  answer.produced_at = answer.this_update;
  const std::string next =
      params.text("next-update", "from now: 1d, -1h has expired; none: the field is absent", "1d");
  if (next == "none") {
    answer.next_update.reset();
  } else {
    answer.next_update = known<Duration>(params, parse_duration(next), std::chrono::hours(24));
  }
  staple.raw = params.maybe_text("raw", "these bytes in place of a response");
  return staple;
}

}  // namespace tetra::tls
