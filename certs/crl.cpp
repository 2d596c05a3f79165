#include "certs/crl.hpp"

#include <openssl/crypto.h>

#include <algorithm>

namespace tetra::certs {
namespace {

constexpr std::uint64_t kLargestFill = 16 * 1024 * 1024;
constexpr std::uint64_t kMostEntries = 400'000;

// Empty for an id that no certificate has: one that is not hex.
std::string bytes_of_serial(const std::string& hex) {
  std::string bytes(hex.size() / 2, '\0');
  std::size_t size = 0;
  auto* out = reinterpret_cast<unsigned char*>(bytes.data());
  return OPENSSL_hexstr2buf_ex(out, bytes.size(), &size, hex.c_str(), '\0') == 1 ? bytes
                                                                                 : std::string();
}

std::string entry(std::string_view serial, const std::string& time,
                  const std::optional<RevocationReason>& reason,
                  const std::vector<Extension>& more) {
  std::string extensions;
  // RFC 5280 5.3.1: `unspecified` is told by leaving the reason out.
  if (reason && *reason != RevocationReason::unspecified) {
    const auto code = der::enumerated(static_cast<unsigned char>(*reason));
    extensions = to_der(Extension{"CRLReason", false, code});
  }
  for (const auto& extension : more) extensions += to_der(extension);
  return der::sequence({der::integer(serial), time,
                        extensions.empty() ? extensions : der::element(0x30, extensions)});
}

// Serials of 16 bytes with a first byte that random serials never have, so that filling revokes
// nobody. One entry is the pattern of all; only its counter changes.
void fill(std::string& all, const CrlSpec& spec, const std::string& time) {
  auto pattern = entry(std::string(16, '\x01'), time, std::nullopt, {});
  const auto counter = pattern.find(std::string(16, '\x01')) + 8;
  const auto by_size = std::min(spec.fill_to_bytes, kLargestFill) / pattern.size();
  const auto count = std::max(by_size, std::min(spec.fill_entries, kMostEntries));
  all.reserve(all.size() + count * pattern.size());
  for (std::uint64_t n = 0; n < count; ++n) {
    for (unsigned i = 0; i < 8; ++i)
      pattern[counter + 7 - i] = static_cast<char>((n >> (8 * i)) & 0xFF);
    all += pattern;
  }
}

std::string entries(const RevocationBook& book, const CrlSpec& spec, der::Time at) {
  const auto issuer =
      spec.issuer == Authority::cross_intermediate ? Authority::intermediate : spec.issuer;
  std::string all;
  const auto& more = spec.version == 1 ? std::vector<Extension>() : spec.entry_extensions;
  for (const auto& [id, status] : book.entries()) {
    if (id.issuer != issuer || status.kind != CertificateStatus::Kind::revoked) continue;
    const auto serial = bytes_of_serial(id.serial);
    if (serial.empty()) continue;
    all += entry(serial, der::time(status.revoked_at),
                 spec.reasons && spec.version != 1 ? status.reason : std::nullopt, more);
  }
  const auto earlier = der::time(at + spec.this_update);
  for (const auto& serial : spec.more_serials) all += entry(serial, earlier, std::nullopt, more);
  fill(all, spec, earlier);
  return all;
}

std::string extensions(const Signer& signer, const RevocationBook& book, const CrlSpec& spec) {
  if (spec.version == 1) return {};
  auto all = to_der(extension::authority_key_identifier(key_identifier(signer.key)));
  if (spec.numbered)
    all +=
        to_der(Extension{"crlNumber", false, der::integer(spec.number.value_or(book.version()))});
  if (spec.delta_base) all += to_der(Extension{"deltaCRL", true, der::integer(*spec.delta_base)});
  for (const auto& extension : spec.more_extensions) all += to_der(extension);
  return der::context(0, der::element(0x30, all));
}

// Bit n is RevocationReason n (RFC 5280 4.2.1.13, ReasonFlags), the first bit of the string on the
// left.
std::string reason_flags(const std::vector<RevocationReason>& reasons) {
  std::string bytes(2, '\0');
  for (const auto reason : reasons) {
    const auto bit = static_cast<unsigned>(reason) > 8 ? static_cast<unsigned>(reason) - 2
                                                       : static_cast<unsigned>(reason);
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] | (0x80 >> (bit % 8)));
  }
  // [3] IMPLICIT BIT STRING with 7 unused bits: nine flags are defined.
  return der::context_primitive(3, std::string(1, '\x07') + bytes);
}

}  // namespace

Extension issuing_distribution_point(const CrlScope& scope) {
  constexpr unsigned char true_byte = 0xFF;
  const std::string yes(1, static_cast<char>(true_byte));
  std::string all;
  // GeneralName [6] is a URI; [0] fullName within [0] distributionPoint.
  if (!scope.url.empty())
    all += der::context(0, der::context(0, der::context_primitive(6, scope.url)));
  if (scope.only == CrlScope::Only::user) all += der::context_primitive(1, yes);
  if (scope.only == CrlScope::Only::ca) all += der::context_primitive(2, yes);
  if (scope.reasons) all += reason_flags(*scope.reasons);
  if (scope.indirect) all += der::context_primitive(4, yes);
  if (scope.only == CrlScope::Only::attribute) all += der::context_primitive(5, yes);
  return {"issuingDistributionPoint", true, der::element(0x30, all)};
}

std::string encode_crl(const Pki& pki, const RevocationBook& book, const CrlSpec& spec,
                       std::chrono::system_clock::time_point at) {
  const auto signer = pki.signer(spec.issuer);
  const auto revoked = entries(book, spec, at);
  const auto version =
      spec.version == 1 ? std::string() : der::integer(std::uint64_t{spec.version} - 1);
  const auto name = spec.name_of ? pki.signer(*spec.name_of).name : signer.name;
  const auto next_update = spec.next_update ? der::time(at + *spec.next_update) : std::string();
  // An empty list is absent (RFC 5280 5.1.2.6).
  const auto list = revoked.empty() ? std::string() : der::element(0x30, revoked);
  const auto content = der::sequence({version, signature_algorithm(signer.key, spec.digest), name,
                                      der::time(at + spec.this_update), next_update, list,
                                      extensions(signer, book, spec)});
  const auto der = signed_object(content, signer.key, spec.digest, spec.signature);
  return spec.format == CrlSpec::Format::pem ? armour("X509 CRL", der) : der;
}

}  // namespace tetra::certs
