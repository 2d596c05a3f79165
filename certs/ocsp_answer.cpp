#include "certs/ocsp_answer.hpp"

#include <openssl/objects.h>

#include <array>
#include <utility>

#include "engine/base/text.hpp"

namespace tetra::certs {
namespace {

std::string response(OcspResponseStatus status, std::string_view body) {
  return der::sequence({der::enumerated(static_cast<unsigned char>(status)), body});
}

std::string cert_status(const CertificateStatus& status) {
  switch (status.kind) {
    case CertificateStatus::Kind::good:
      return der::context_primitive(0, {});
    case CertificateStatus::Kind::unknown:
      return der::context_primitive(2, {});
    case CertificateStatus::Kind::revoked:
      break;
  }
  auto revoked = der::generalized_time(status.revoked_at);
  if (status.reason) revoked += der::context(0, der::enumerated(static_cast<unsigned char>(*status.reason)));
  return der::context(1, revoked);
}

// The serial number is the last element of a CertID, so its last byte is the last one.
std::string asked_about(const OcspCertId& id, OcspAnswerSpec::Serial serial) {
  auto der = id.der;
  if (serial == OcspAnswerSpec::Serial::other) der.back() = static_cast<char>(der.back() ^ 1);
  return der;
}

/// One answer in the making.
class Answer {
 public:
  Answer(const Pki& pki, const RevocationBook& book, const OcspRequestInfo& request, const OcspAnswerSpec& spec, der::Time at)
      : pki_(pki), book_(book), request_(request), spec_(spec), at_(at) {}

  std::string encode() const {
    const auto issuer = first_known_issuer();
    if (!issuer) return encode_ocsp_error(OcspResponseStatus::unauthorized);
    const auto responder = pki_.responder(*issuer, spec_.signer);
    const auto body =
        signed_object(response_data(responder), responder.signer.key, spec_.digest, spec_.signature, certs(responder));
    const auto basic = der::sequence({der::object(NID_id_pkix_OCSP_basic), der::octet_string(body)});
    return response(OcspResponseStatus::successful, der::context(0, basic));
  }

 private:
  std::optional<Authority> issuer_of(const OcspCertId& id) const {
    return pki_.find_authority(id.issuer_name_hash, id.issuer_key_hash, id.digest_nid);
  }

  std::optional<Authority> first_known_issuer() const {
    for (const auto& id : request_.certificates) {
      if (auto issuer = issuer_of(id)) return issuer;
    }
    return std::nullopt;
  }

  CertificateStatus status_of(const OcspCertId& asked) const {
    const CertificateStatus unknown{CertificateStatus::Kind::unknown, {}, std::nullopt};
    const auto issuer = issuer_of(asked);
    const CertificateId id{issuer.value_or(Authority::intermediate), asked.serial};
    if (const auto single = spec_.statuses.find(id); issuer && single != spec_.statuses.end()) return single->second;
    if (spec_.status) return *spec_.status;
    if (!issuer) return unknown;
    if (const auto written = book_.status(id)) return *written;
    return pki_.find(id) ? CertificateStatus{} : unknown;
  }

  std::string single_response(const OcspCertId& id) const {
    const auto next = spec_.next_update ? der::context(0, der::generalized_time(at_ + *spec_.next_update)) : std::string();
    return der::sequence(
        {asked_about(id, spec_.serial), cert_status(status_of(id)), der::generalized_time(at_ + spec_.this_update), next});
  }

  std::string nonce() const {
    if (!request_.nonce || spec_.nonce == OcspAnswerSpec::Nonce::omit) return {};
    const bool wrong = spec_.nonce == OcspAnswerSpec::Nonce::wrong;
    const auto value = wrong ? der::octet_string(random_bytes(16)) : *request_.nonce;
    return der::context(1, der::sequence({to_der(Extension{"1.3.6.1.5.5.7.48.1.2", false, value})}));
  }

  std::string response_data(const Responder& responder) const {
    const bool by_key = spec_.responder_id == OcspAnswerSpec::ResponderId::by_key;
    const auto id = by_key ? der::context(2, der::octet_string(key_identifier(responder.signer.key)))
                           : der::context(1, responder.signer.name);
    std::string answers;
    for (const auto& asked : request_.certificates) answers += single_response(asked);
    return der::sequence({id, der::generalized_time(at_ + spec_.produced_at), der::element(0x30, answers), nonce()});
  }

  std::string certs(const Responder& responder) const {
    const bool delegated = spec_.signer != ResponderKind::issuer && spec_.signer != ResponderKind::wrong;
    if (!spec_.include_certs.value_or(delegated)) return {};
    return der::context(0, der::sequence({to_der(responder.certificate)}));
  }

  const Pki& pki_;
  const RevocationBook& book_;
  const OcspRequestInfo& request_;
  const OcspAnswerSpec& spec_;
  der::Time at_;
};

}  // namespace

Result<OcspResponseStatus> parse_ocsp_response_status(std::string_view text) {
  using enum OcspResponseStatus;
  static constexpr std::array<std::pair<std::string_view, OcspResponseStatus>, 6> words{
      {{"successful", successful},
       {"malformedRequest", malformed_request},
       {"internalError", internal_error},
       {"tryLater", try_later},
       {"sigRequired", sig_required},
       {"unauthorized", unauthorized}}};
  for (const auto& [word, status] : words) {
    if (text::equals_ignoring_case(word, text)) return status;
  }
  return fail("unknown-word", {}, "'" + text::printable(text, 40) + "' is no OCSP response status",
              "one of successful, malformedRequest, internalError, tryLater, sigRequired, unauthorized");
}

Result<ResponderKind> parse_responder_kind(std::string_view text) {
  using enum ResponderKind;
  static constexpr std::array<std::pair<std::string_view, ResponderKind>, 5> words{
      {{"issuer", issuer},
       {"delegated", delegated},
       {"delegated-expired", delegated_expired},
       {"delegated-without-eku", delegated_without_eku},
       {"wrong", wrong}}};
  for (const auto& [word, kind] : words) {
    if (word == text) return kind;
  }
  return fail("unknown-word", {}, "'" + text::printable(text, 40) + "' is no OCSP signer",
              "one of issuer, delegated, delegated-expired, delegated-without-eku, wrong");
}

std::string encode_ocsp(const Pki& pki, const RevocationBook& book, const OcspRequestInfo& request, const OcspAnswerSpec& spec,
                        std::chrono::system_clock::time_point at) {
  if (spec.response_status != OcspResponseStatus::successful) return encode_ocsp_error(spec.response_status);
  return Answer(pki, book, request, spec, at).encode();
}

std::string encode_ocsp_error(OcspResponseStatus status) {
  return response(status, {});
}

bool cacheable(const OcspRequestInfo& request, const OcspAnswerSpec& spec) {
  return !request.nonce || spec.nonce == OcspAnswerSpec::Nonce::omit;
}

}  // namespace tetra::certs
