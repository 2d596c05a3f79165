#include "mockserver/tls/staple_fault.hpp"

namespace tetra::tls {
namespace {

using Answer = certs::OcspAnswerSpec;

template <class T>
T understood(fault::Params& params, Result<T> read, T fallback) {
  if (read) return *read;
  params.complain(read.error().what, read.error().hint);
  return fallback;
}

// Relative to now and with a sign, which plain durations have not.
Duration signed_time(fault::Params& params, std::string_view name, std::string_view meaning,
                     std::string fallback) {
  return understood<Duration>(
      params, parse_duration(params.text(name, meaning, std::move(fallback))), Duration(0));
}

std::optional<certs::CertificateStatus> status(certs::CertificateStatus::Kind kind,
                                               certs::RevocationReason reason) {
  if (kind == certs::CertificateStatus::Kind::good) return std::nullopt;  // as the CA's book says
  const auto hour_ago = std::chrono::system_clock::now() - std::chrono::hours(1);
  if (kind == certs::CertificateStatus::Kind::revoked)
    return certs::CertificateStatus{kind, hour_ago, reason};
  return certs::CertificateStatus{kind, {}, {}};
}

}  // namespace

Staple read_staple(fault::Params& params) {
  Staple staple;
  Answer& answer = staple.answer;
  const certs::CertificateStatus::Kind kind = params.one_of<certs::CertificateStatus::Kind>(
      "is", "what it says of the certificate",
      {{"good", certs::CertificateStatus::Kind::good},
       {"revoked", certs::CertificateStatus::Kind::revoked},
       {"unknown", certs::CertificateStatus::Kind::unknown}},
      "good");
  const std::string reason =
      params.text("reason", "of the revocation, in RFC 5280's spelling", "keyCompromise");
  answer.status = status(kind, understood(params, certs::parse_revocation_reason(reason),
                                          certs::RevocationReason::unspecified));
  const std::string error = params.text("response-status",
                                        "successful, or an error without a body: malformedRequest, "
                                        "internalError, tryLater, sigRequired, unauthorized",
                                        "successful");
  answer.response_status =
      understood(params, certs::parse_ocsp_response_status(error), answer.response_status);
  const std::string signer = params.text(
      "signer", "issuer, delegated, delegated-expired, delegated-without-eku or wrong (another CA)",
      "issuer");
  answer.signer = understood(params, certs::parse_responder_kind(signer), answer.signer);
  const std::string signature = params.text(
      "signature", "good, content-changed, bit-flipped, malformed or wrong-key", "good");
  answer.signature = understood(params, certs::parse_signature_fault(signature), answer.signature);
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
    answer.next_update = understood<Duration>(params, parse_duration(next), std::chrono::hours(24));
  }
  staple.raw = params.maybe_text("raw", "these bytes in place of a response");
  return staple;
}

}  // namespace tetra::tls
