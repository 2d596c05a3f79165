#include <openssl/x509.h>

#include "certs/hierarchy.hpp"
#include "certs/pki_state.hpp"

namespace tetra::certs {
namespace {

using std::chrono::hours;

Validity validity(ResponderKind kind) {
  if (kind == ResponderKind::delegated_expired) return {-hours(24 * 60), -hours(24)};
  if (kind == ResponderKind::delegated_not_yet_valid) return {hours(24), hours(24 * 90)};
  return {-hours(24), hours(24 * 90)};
}

std::string subject_of(const Certificate& certificate) {
  unsigned char* der = nullptr;
  const int size = i2d_X509_NAME(X509_get_subject_name(certificate.get()), &der);
  require(size, "i2d_X509_NAME");
  std::string name(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return name;
}

CertificateSpec responder_spec(ResponderKind kind) {
  CertificateSpec spec;
  spec.validity = validity(kind);
  spec.basic_constraints = BasicConstraints{};
  spec.key_usage = {"digitalSignature"};
  if (kind != ResponderKind::delegated_without_eku) spec.extended_key_usage = {"OCSPSigning"};
  spec.more_extensions = {extension::ocsp_no_check()};
  return spec;
}

}  // namespace

Responder Pki::responder(Authority issuer, ResponderKind kind) const {
  if (kind == ResponderKind::issuer) return {certificate(issuer), signer(issuer)};
  if (kind == ResponderKind::wrong)
    return {certificate(Authority::unknown_intermediate), signer(Authority::unknown_intermediate)};
  auto& known = state_->responders[{issuer, kind}];
  if (known.certificate) return known;
  const auto name = distinguished_name(
      {{"O", "TETRA Lab"}, {"OU", "world " + state_->hierarchy.world()}, {"CN", "OCSP Responder"}});
  const auto key = make_key(KeyType::ec_p256);
  const auto certifier =
      kind == ResponderKind::delegated_by_another ? Authority::unknown_intermediate : issuer;
  auto made = mint({name, key, {}}, signer(certifier), responder_spec(kind), state_->options.now);
  if (!made) throw CryptoError(to_string(made.error()));
  known = {*std::move(made), {name, key, false}};
  return known;
}

std::optional<Responder> Pki::own_responder(const CertificateId& id) const {
  const auto certificate = find(id);
  if (!certificate) return std::nullopt;
  return Responder{certificate, {subject_of(certificate), state_->keys.at(id), false}};
}

}  // namespace tetra::certs
