#include "certs/hierarchy.hpp"
#include "certs/pki_state.hpp"

namespace tetra::certs {
namespace {

using std::chrono::hours;

CertificateSpec responder_spec(ResponderKind kind) {
  CertificateSpec spec;
  const bool expired = kind == ResponderKind::delegated_expired;
  spec.validity = expired ? Validity{-hours(24 * 60), -hours(24)} : Validity{-hours(24), hours(24 * 90)};
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
  const auto name =
      distinguished_name({{"O", "TETRA Lab"}, {"OU", "world " + state_->hierarchy.world()}, {"CN", "OCSP Responder"}});
  const auto key = make_key(KeyType::ec_p256);
  auto made = mint({name, key, {}}, signer(issuer), responder_spec(kind), state_->options.now);
  if (!made) throw CryptoError(to_string(made.error()));
  known = {*std::move(made), {name, key, false}};
  return known;
}

}  // namespace tetra::certs
