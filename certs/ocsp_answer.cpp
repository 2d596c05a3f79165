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
  if (status.reason)
    revoked += der::context(0, der::enumerated(static_cast<unsigned char>(*status.reason)));
  return der::context(1, revoked);
}

void spoil(std::string& der, std::string_view part) {
  const auto at = der.find(part);
  if (at != std::string::npos && !part.empty())
    der[at + part.size() - 1] = static_cast<char>(der[at + part.size() - 1] ^ 1);
}

// The serial number is the last element of a CertID (RFC 6960 4.1.1), so its last byte is the last
// one.
std::string asked_about(const OcspCertId& id, const OcspAnswerSpec& spec) {
  auto der = id.der;
  if (spec.serial == OcspAnswerSpec::Serial::other) der.back() = static_cast<char>(der.back() ^ 1);
  if (spec.other_name_hash) spoil(der, id.issuer_name_hash);
  if (spec.other_key_hash) spoil(der, id.issuer_key_hash);
  return der;
}

// Another certificate of the same issuer: a serial number that nobody has.
std::string neighbour_of(const OcspCertId& id) {
  const auto algorithm = der::sequence({der::object(id.digest_nid), der::null()});
  return der::sequence({algorithm, der::octet_string(id.issuer_name_hash),
                        der::octet_string(id.issuer_key_hash),
                        der::integer('\x2A' + random_bytes(12))});
}

std::string extensions(unsigned tag, const std::vector<Extension>& all) {
  std::string der;
  for (const auto& extension : all) der += to_der(extension);
  return der.empty() ? der : der::context(tag, der::element(0x30, der));
}

/// One answer in the making.
class Answer {
 public:
  Answer(const Pki& pki, const RevocationBook& book, const OcspRequestInfo& request,
         const OcspAnswerSpec& spec, der::Time at)
      : pki_(pki), book_(book), request_(request), spec_(spec), at_(at) {}

  std::string encode() const {
    const auto issuer = first_known_issuer();
    if (!issuer) return encode_ocsp_error(OcspResponseStatus::unauthorized);
    if (!spec_.body) return response(OcspResponseStatus::successful, {});
    const auto responder = this->responder(*issuer);
    const auto body = signed_object(response_data(responder), responder.signer.key, spec_.digest,
                                    spec_.signature, certs(responder));
    const auto basic = der::sequence({der::object(spec_.response_type), der::octet_string(body)});
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

  Responder responder(Authority issuer) const {
    if (spec_.signer != ResponderKind::itself) return pki_.responder(issuer, spec_.signer);
    for (const auto& id : request_.certificates) {
      if (auto own = pki_.own_responder({issuer, id.serial})) return *std::move(own);
    }
    return pki_.responder(issuer, ResponderKind::wrong);
  }

  CertificateStatus status_of(const OcspCertId& asked) const {
    const CertificateStatus unknown{CertificateStatus::Kind::unknown, {}, std::nullopt};
    const auto issuer = issuer_of(asked);
    const CertificateId id{issuer.value_or(Authority::intermediate), asked.serial};
    if (const auto single = spec_.statuses.find(id); issuer && single != spec_.statuses.end())
      return single->second;
    if (spec_.status) return *spec_.status;
    if (!issuer) return unknown;
    if (const auto written = book_.status(id)) return *written;
    return pki_.find(id) ? CertificateStatus{} : unknown;
  }

  std::string single_response(const std::string& about, const CertificateStatus& status) const {
    const auto next = spec_.next_update
                          ? der::context(0, der::generalized_time(at_ + *spec_.next_update))
                          : std::string();
    return der::sequence({about, cert_status(status),
                          der::generalized_time(at_ + spec_.this_update), next,
                          extensions(1, spec_.single_extensions)});
  }

  std::string single_responses() const {
    std::string asked;
    for (const auto& id : request_.certificates) {
      asked += single_response(asked_about(id, spec_), status_of(id));
      if (spec_.company.again)
        asked += single_response(asked_about(id, spec_), *spec_.company.again);
    }
    std::string others;
    for (unsigned n = 0; n < spec_.company.others; ++n) {
      others += single_response(neighbour_of(request_.certificates.front()), CertificateStatus{});
    }
    using enum OcspAnswerSpec::Company::Asked;
    if (spec_.company.asked == absent) return others;
    return spec_.company.asked == first ? asked + others : others + asked;
  }

  // RFC 8954 2.1: the nonce comes back as it was sent.
  std::optional<Extension> nonce() const {
    using enum OcspAnswerSpec::Nonce;
    if (spec_.nonce == omit || (!request_.nonce && spec_.nonce != unasked)) return std::nullopt;
    auto value = request_.nonce.value_or(std::string());
    if (spec_.nonce == wrong || !request_.nonce) value = der::octet_string(random_bytes(16));
    // The content is an OCTET STRING itself: two bytes of head, then the nonce.
    if (spec_.nonce == truncated)
      value = der::octet_string(value.size() < 4 ? value : value.substr(2, (value.size() - 2) / 2));
    return Extension{"1.3.6.1.5.5.7.48.1.2", false, value};
  }

  std::string responder_id(const Responder& responder) const {
    using enum OcspAnswerSpec::ResponderId;
    if (spec_.responder_id == by_name) return der::context(1, responder.signer.name);
    const auto key =
        spec_.responder_id == other ? random_bytes(20) : key_identifier(responder.signer.key);
    return der::context(2, der::octet_string(key));
  }

  std::string response_data(const Responder& responder) const {
    auto all = spec_.response_extensions;
    if (auto sent = nonce()) all.insert(all.begin(), *std::move(sent));
    return der::sequence({responder_id(responder), der::generalized_time(at_ + spec_.produced_at),
                          der::element(0x30, single_responses()), extensions(1, all)});
  }

  std::string certs(const Responder& responder) const {
    const bool delegated =
        spec_.signer != ResponderKind::issuer && spec_.signer != ResponderKind::wrong;
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
  return fail(
      "unknown-word", {}, "'" + text::printable(text, 40) + "' is no OCSP response status",
      "one of successful, malformedRequest, internalError, tryLater, sigRequired, unauthorized");
}

Result<ResponderKind> parse_responder_kind(std::string_view text) {
  using enum ResponderKind;
  static constexpr std::array<std::pair<std::string_view, ResponderKind>, 8> words{
      {{"issuer", issuer},
       {"delegated", delegated},
       {"delegated-expired", delegated_expired},
       {"delegated-not-yet-valid", delegated_not_yet_valid},
       {"delegated-without-eku", delegated_without_eku},
       {"delegated-by-another", delegated_by_another},
       {"itself", itself},
       {"wrong", wrong}}};
  for (const auto& [word, kind] : words) {
    if (word == text) return kind;
  }
  return fail("unknown-word", {}, "'" + text::printable(text, 40) + "' is no OCSP signer",
              "one of issuer, delegated, delegated-expired, delegated-not-yet-valid, "
              "delegated-without-eku, delegated-by-another, itself, wrong");
}

std::string encode_ocsp(const Pki& pki, const RevocationBook& book, const OcspRequestInfo& request,
                        const OcspAnswerSpec& spec, std::chrono::system_clock::time_point at) {
  if (spec.response_status != OcspResponseStatus::successful)
    return encode_ocsp_error(spec.response_status);
  return Answer(pki, book, request, spec, at).encode();
}

std::string encode_ocsp_error(OcspResponseStatus status) {
  return response(status, {});
}

bool cacheable(const OcspRequestInfo& request, const OcspAnswerSpec& spec) {
  return spec.nonce == OcspAnswerSpec::Nonce::omit ||
         (!request.nonce && spec.nonce != OcspAnswerSpec::Nonce::unasked);
}

}  // namespace tetra::certs
