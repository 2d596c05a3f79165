#include "mockserver/ocsp/responder.hpp"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <array>

#include "engine/base/text.hpp"
#include "engine/journal/kinds/http.hpp"
#include "mockserver/ocsp/ocsp_events.hpp"

namespace tetra::ocsp {
namespace {

constexpr std::size_t most_kept = 10'000;
constexpr auto keep_for = std::chrono::hours(1);  // far below the answers' nextUpdate

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool coded = text[at] == '%' && at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 &&
                       hex_digit(text[at + 2]) >= 0;
    out += coded ? static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]))
                 : text[at];
    if (coded) at += 2;
  }
  return out;
}

void note_query(fault::Clockwork& clockwork, const fault::Context& context,
                const certs::OcspRequestInfo& request) {
  std::vector<std::string> serials;
  for (const auto& certificate : request.certificates) serials.push_back(certificate.serial);
  clockwork.journal->write(
      "ocsp", context.connection,
      event::OcspQuery{.serial = text::join(serials, ","), .nonce = request.nonce ? 1 : 0});
}

// The common name of the certificate asked about first; empty when the lab has issued no such one.
std::string common_name_asked(const certs::Pki& pki, const certs::OcspRequestInfo& request) {
  const certs::OcspCertId& asked = request.certificates.front();
  const auto issuer =
      pki.find_authority(asked.issuer_name_hash, asked.issuer_key_hash, asked.digest_nid);
  const certs::Certificate found = issuer ? pki.find({*issuer, asked.serial}) : nullptr;
  if (!found) return {};
  std::array<char, 256> name{};
  const int size = X509_NAME_get_text_by_NID(X509_get_subject_name(found.get()), NID_commonName,
                                             name.data(), static_cast<int>(name.size()));
  return size > 0 ? std::string(name.data(), static_cast<std::size_t>(size)) : std::string();
}

}  // namespace

std::string Responder::request_of_path(std::string_view path) {
  while (path.starts_with('/')) path.remove_prefix(1);
  const std::string base64 = percent_decoded(path);
  if (base64.empty() || base64.size() % 4 != 0 || base64.size() > 65536) return {};
  std::string der(base64.size() / 4 * 3, '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(der.data()),
                                   reinterpret_cast<const unsigned char*>(base64.data()),
                                   static_cast<int>(base64.size()));
  if (size < 0) return {};
  std::size_t padding = 0;
  while (padding < 2 && base64[base64.size() - 1 - padding] == '=') ++padding;
  der.resize(static_cast<std::size_t>(size) - padding);
  return der;
}

Responder::Answer Responder::answer(std::string_view request, const fault::Context& context) {
  Answer answer;
  const auto parsed = certs::parse_ocsp_request(request);
  if (!parsed) {
    plan_.clockwork().journal->write("ocsp", context.connection,
                                     event::BadRequest{.reason = parsed.error().what});
    answer.der = certs::encode_ocsp_error(certs::OcspResponseStatus::malformed_request);
    return answer;
  }
  note_query(plan_.clockwork(), context, *parsed);
  certs::OcspAnswerSpec spec;
  std::vector<Fault*> fired;
  const std::string name = common_name_asked(pki_, *parsed);
  fault::Context asked = context;
  asked.name = name;
  plan_.ask(asked, [&](Fault& fault, const wire::Acted& acted) {
    fault.on_answer(*parsed, spec);
    fired.push_back(&fault);
    answer.acted.push_back(acted);
  });
  const certs::RevocationBook& book = pki_.revocations();
  const bool keep = answer.acted.empty() && certs::cacheable(*parsed, spec);
  const auto now = std::chrono::steady_clock::now();
  if (kept_version_ != book.version() || now - kept_since_ > keep_for ||
      kept_.size() >= most_kept) {
    kept_.clear();
    kept_version_ = book.version();
    kept_since_ = now;
  }
  if (keep) {
    if (const auto known = kept_.find(parsed->der); known != kept_.end()) {
      answer.der = known->second;
      return answer;
    }
  }
  answer.der = certs::encode_ocsp(pki_, book, *parsed, spec);
  for (Fault* fault : fired) fault->on_der(answer.der);
  if (keep) kept_.emplace(parsed->der, answer.der);
  return answer;
}

}  // namespace tetra::ocsp
