#include "certs/crl.hpp"

#include <openssl/crypto.h>

#include <algorithm>

namespace tetra::certs {
namespace {

constexpr std::uint64_t kLargestFill = 16 * 1024 * 1024;

// Empty for an id that no certificate has: one that is not hex.
std::string bytes_of_serial(const std::string& hex) {
  std::string bytes(hex.size() / 2, '\0');
  std::size_t size = 0;
  auto* out = reinterpret_cast<unsigned char*>(bytes.data());
  return OPENSSL_hexstr2buf_ex(out, bytes.size(), &size, hex.c_str(), '\0') == 1 ? bytes : std::string();
}

std::string entry(std::string_view serial, const std::string& time, const std::optional<RevocationReason>& reason) {
  std::string extensions;
  // RFC 5280 5.3.1: `unspecified` is told by leaving the reason out.
  if (reason && *reason != RevocationReason::unspecified) {
    const auto code = der::enumerated(static_cast<unsigned char>(*reason));
    extensions = der::sequence({to_der(Extension{"CRLReason", false, code})});
  }
  return der::sequence({der::integer(serial), time, extensions});
}

// 16 bytes with a first byte that random serials never have, so that filling revokes nobody.
std::string filler(std::uint64_t bytes, const std::string& time) {
  std::string all;
  all.reserve(bytes + 64);
  std::string serial(16, '\x01');
  for (std::uint64_t n = 0; all.size() < bytes; ++n) {
    for (unsigned i = 0; i < 8; ++i) serial[15 - i] = static_cast<char>((n >> (8 * i)) & 0xFF);
    all += entry(serial, time, std::nullopt);
  }
  return all;
}

std::string entries(const RevocationBook& book, const CrlSpec& spec, der::Time at) {
  const auto issuer = spec.issuer == Authority::cross_intermediate ? Authority::intermediate : spec.issuer;
  std::string all;
  for (const auto& [id, status] : book.entries()) {
    if (id.issuer != issuer || status.kind != CertificateStatus::Kind::revoked) continue;
    const auto serial = bytes_of_serial(id.serial);
    if (serial.empty()) continue;
    all += entry(serial, der::time(status.revoked_at), spec.reasons ? status.reason : std::nullopt);
  }
  const auto earlier = der::time(at + spec.this_update);
  for (const auto& serial : spec.more_serials) all += entry(serial, earlier, std::nullopt);
  return all + filler(std::min(spec.fill_to_bytes, kLargestFill), earlier);
}

std::string extensions(const Signer& signer, const RevocationBook& book, const CrlSpec& spec) {
  auto all = to_der(extension::authority_key_identifier(key_identifier(signer.key)));
  all += to_der(Extension{"crlNumber", false, der::integer(spec.number.value_or(book.version()))});
  if (spec.delta_base) all += to_der(Extension{"deltaCRL", true, der::integer(*spec.delta_base)});
  return der::context(0, der::element(0x30, all));
}

}  // namespace

std::string encode_crl(const Pki& pki, const RevocationBook& book, const CrlSpec& spec,
                       std::chrono::system_clock::time_point at) {
  const auto signer = pki.signer(spec.issuer);
  const auto revoked = entries(book, spec, at);
  const auto version_2 = der::integer(std::uint64_t{1});
  const auto next_update = spec.next_update ? der::time(at + *spec.next_update) : std::string();
  // An empty list is absent (RFC 5280 5.1.2.6).
  const auto list = revoked.empty() ? std::string() : der::element(0x30, revoked);
  const auto content = der::sequence({version_2, signature_algorithm(signer.key, spec.digest), signer.name,
                                      der::time(at + spec.this_update), next_update, list, extensions(signer, book, spec)});
  const auto der = signed_object(content, signer.key, spec.digest, spec.signature);
  return spec.format == CrlSpec::Format::pem ? armour("X509 CRL", der) : der;
}

}  // namespace tetra::certs
