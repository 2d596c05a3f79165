#include "certs/certificate.hpp"

#include <openssl/bn.h>
#include <openssl/x509.h>

#include "certs/der.hpp"
#include "engine/base/text.hpp"

namespace tetra::certs {
namespace {

constexpr Duration kFarthest = std::chrono::hours(24 * 366 * 200);

Result<std::string> validity(const CertificateSpec& spec, der::Time now) {
  const auto range = spec.validity.value_or(Validity{});
  for (const auto offset : {range.not_before, range.not_after}) {
    if (offset > kFarthest || offset < -kFarthest) {
      return fail("bad-validity", {},
                  tetra::to_string(offset) + " from now is farther than 200 years");
    }
  }
  return der::sequence({der::time(now + range.not_before), der::time(now + range.not_after)});
}

std::string serial_number(const CertificateSpec& spec) {
  if (spec.serial) return der::integer(*spec.serial);
  auto bytes = random_bytes(16);  // Positive, and no caches shared between worlds.
  bytes[0] = static_cast<char>((bytes[0] & 0x3F) | 0x40);
  return der::integer(bytes);
}

Result<std::vector<Extension>> usages(const CertificateSpec& spec) {
  std::vector<Extension> all;
  if (spec.basic_constraints && spec.basic_constraints->present)
    all.push_back(extension::basic_constraints(*spec.basic_constraints));
  if (spec.key_usage && !spec.key_usage->empty()) {
    auto made = extension::key_usage(*spec.key_usage);
    if (!made) return fail(made.error());
    all.push_back(*std::move(made));
  }
  if (spec.extended_key_usage && !spec.extended_key_usage->empty()) {
    auto made = extension::extended_key_usage(*spec.extended_key_usage);
    if (!made) return fail(made.error());
    all.push_back(*std::move(made));
  }
  if (spec.name_constraints &&
      !(spec.name_constraints->permitted.empty() && spec.name_constraints->excluded.empty())) {
    auto made = extension::name_constraints(*spec.name_constraints);
    if (!made) return fail(made.error());
    all.push_back(*std::move(made));
  }
  return all;
}

std::vector<Extension> pointers(const CertificateSpec& spec) {
  std::vector<Extension> all;
  const auto ocsp = spec.ocsp_url.value_or("");
  const auto issuers = spec.ca_issuers_url.value_or("");
  if (!ocsp.empty() || !issuers.empty())
    all.push_back(extension::authority_information_access(ocsp, issuers));
  if (spec.crl_url && !spec.crl_url->empty())
    all.push_back(extension::crl_distribution_points(*spec.crl_url));
  return all;
}

Result<std::string> extensions(const Subject& subject, const Signer& signer,
                               const CertificateSpec& spec) {
  auto all = usages(spec);
  if (!all) return fail(all.error());
  all->push_back(extension::subject_key_identifier(key_identifier(subject.key)));
  if (!signer.self) all->push_back(extension::authority_key_identifier(key_identifier(signer.key)));
  for (auto& pointer : pointers(spec)) all->push_back(std::move(pointer));
  // Critical when the subject is empty (RFC 5280 4.2.1.6).
  const bool nameless = subject.name == der::sequence({});
  if (!subject.hosts.empty())
    all->push_back(extension::subject_alternative_name(subject.hosts, nameless));
  if (spec.must_staple) all->push_back(extension::must_staple());
  std::string der;
  for (const auto& one : *all) der += to_der(one);
  for (const auto& one : spec.more_extensions) {
    if (!is_oid(one.oid))
      return fail("bad-oid", {}, "'" + text::printable(one.oid, 60) + "' is no object identifier");
    der += to_der(one);
  }
  return der;
}

Certificate decoded(const std::string& der) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  return {require(d2i_X509(nullptr, &bytes, static_cast<long>(der.size())), "d2i_X509"), X509_free};
}

}  // namespace

std::string distinguished_name(const std::vector<std::pair<std::string, std::string>>& attributes) {
  std::string name;
  for (const auto& [type, value] : attributes) {
    name += der::set(der::sequence({der::object(type), der::element(der::kUtf8String, value)}));
  }
  return der::element(0x30, name);
}

Result<Certificate> mint(const Subject& subject, const Signer& signer, const CertificateSpec& spec,
                         der::Time now) {
  if (spec.serial && (spec.serial->empty() || spec.serial->size() > 20)) {
    return fail("bad-serial", {}, "a serial number has 1 to 20 bytes");  // RFC 5280 4.1.2.2
  }
  const auto times = validity(spec, now);
  if (!times) return fail(times.error());
  const auto all = extensions(subject, signer, spec);
  if (!all) return fail(all.error());
  const auto digest = spec.digest.value_or(Digest::sha256);
  const auto version = der::context(0, der::integer(std::uint64_t{2}));
  const auto content = der::sequence(
      {version, serial_number(spec), signature_algorithm(signer.key, digest), signer.name, *times,
       subject.name, public_key_info(subject.key), der::context(3, der::element(0x30, *all))});
  return decoded(signed_object(content, signer.key, digest, spec.signature));
}

std::string serial_of(const Certificate& certificate) {
  const Owned<BIGNUM, BN_free> number(
      require(ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate.get()), nullptr), "serial"));
  std::string bytes(static_cast<std::size_t>(BN_num_bytes(number.get())), '\0');
  BN_bn2bin(number.get(), reinterpret_cast<unsigned char*>(bytes.data()));
  return serial_text(bytes.empty() ? std::string(1, '\0') : bytes);
}

CertificateSpec merge(const CertificateSpec& under, const CertificateSpec& over) {
  auto spec = over;
  const auto fill = [](auto& target, const auto& source) {
    if (!target) target = source;
  };
  fill(spec.validity, under.validity);
  fill(spec.key, under.key);
  fill(spec.digest, under.digest);
  fill(spec.basic_constraints, under.basic_constraints);
  fill(spec.key_usage, under.key_usage);
  fill(spec.extended_key_usage, under.extended_key_usage);
  fill(spec.name_constraints, under.name_constraints);
  fill(spec.ocsp_url, under.ocsp_url);
  fill(spec.crl_url, under.crl_url);
  fill(spec.ca_issuers_url, under.ca_issuers_url);
  return spec;
}

}  // namespace tetra::certs
