#pragma once
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "certs/ocsp_request.hpp"
#include "certs/pki.hpp"

namespace tetra::certs {

/// OCSPResponseStatus, numbered as RFC 6960 4.2.1 does.
enum class OcspResponseStatus : unsigned char {
  successful = 0,
  malformed_request = 1,
  internal_error = 2,
  try_later = 3,
  sig_required = 5,
  unauthorized = 6
};

/// How an OCSP answer is. The axes are orthogonal and the zero value is an honest responder.
struct OcspAnswerSpec {
  enum class Serial { right, other };
  enum class Nonce { echo, omit, wrong, truncated, unasked };
  enum class ResponderId { by_key, by_name, other };
  /// Answers about certificates that nobody asked about, and where the one asked about stands among
  /// them.
  struct Company {
    enum class Asked { first, last, absent };
    unsigned others = 0;
    Asked asked = Asked::first;
    std::optional<CertificateStatus>
        again{};  ///< a second answer about the same certificate, behind the first
  };

  OcspResponseStatus response_status =
      OcspResponseStatus::successful;         ///< anything but successful: an answer without a body
  std::optional<CertificateStatus> status{};  ///< of every certificate, whatever the book says
  std::map<CertificateId, CertificateStatus>
      statuses{};  ///< of single certificates; goes before `status`
  Duration this_update =
      -std::chrono::hours(1);  ///< these three: relative to the time of the answer
  std::optional<Duration> next_update = std::chrono::hours(24);  ///< nullopt: the field is absent
  Duration produced_at = -std::chrono::hours(1);
  ResponderKind signer = ResponderKind::issuer;
  Serial serial =
      Serial::right;  ///< other: the answer is about another serial number than was asked
  bool other_name_hash =
      false;  ///< these two: the CertID names another issuer than was asked about
  bool other_key_hash = false;
  Nonce nonce = Nonce::echo;  ///< wrong: one that was not sent; truncated: half of it; unasked: one
                              ///< although none was sent
  SignatureFault signature = SignatureFault::good;
  Digest digest = Digest::sha256;
  std::optional<bool>
      include_certs{};  ///< the signer's certificate; when not said, only that of a delegated one
  ResponderId responder_id = ResponderId::by_key;
  Company company{};
  bool body = true;  ///< false: `successful` without responseBytes
  std::string response_type =
      "basicOCSPResponse";  ///< OID or OpenSSL's short name; must be one (`is_oid`)
  std::vector<Extension> response_extensions{};  ///< of the whole answer, besides the nonce
  std::vector<Extension> single_extensions{};    ///< of each SingleResponse
};

/// `successful`, `malformedRequest`, `internalError`, `tryLater`, `sigRequired`, `unauthorized`.
Result<OcspResponseStatus> parse_ocsp_response_status(std::string_view text);
/// `issuer`, `delegated`, `delegated-expired`, `delegated-not-yet-valid`, `delegated-without-eku`,
/// `delegated-by-another`, `itself`, `wrong`.
Result<ResponderKind> parse_responder_kind(std::string_view text);

/// An OCSPResponse in DER. Certificates that the PKI issued are good unless the book says
/// otherwise, others are unknown; a request that names no issuer of this PKI is answered
/// `unauthorized` (RFC 6960 2.3).
std::string encode_ocsp(
    const Pki& pki, const RevocationBook& book, const OcspRequestInfo& request,
    const OcspAnswerSpec& spec = {},
    std::chrono::system_clock::time_point at = std::chrono::system_clock::now());

/// An OCSPResponse that holds a status and no body: what a malformed request gets.
std::string encode_ocsp_error(OcspResponseStatus status);

/// Whether the answer may be kept, until its next_update, for every request with the same
/// `request.der`, spec and `book.version()`: not when it carries a nonce. ECDSA signatures are
/// random, so that only a kept answer has the same bytes.
bool cacheable(const OcspRequestInfo& request, const OcspAnswerSpec& spec);

}  // namespace tetra::certs
