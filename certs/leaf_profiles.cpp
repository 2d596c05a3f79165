#include "certs/leaf_profiles.hpp"

#include <openssl/x509_vfy.h>

#include "certs/profile.hpp"
#include "engine/base/text.hpp"

namespace tetra::certs {
namespace {

using enum Authority;

LeafSpec for_hosts(std::vector<std::string> hosts) {
  return {.hosts = std::move(hosts)};
}

LeafSpec common_name_beside_others() {
  LeafSpec spec = for_hosts({"other-host.invalid"});
  spec.common_name = "tetra-defs.amp.cisco.com";
  return spec;
}

// MD5 only goes with RSA (nobody defined ecdsa-with-MD5), and an RSA signature stays well-formed
// whatever bit is turned.
LeafSpec signed_with_rsa(CertificateSpec leaf) {
  LeafSpec spec = with(std::move(leaf));
  spec.authorities[intermediate] = {.key = KeyType::rsa_2048};
  return spec;
}

LeafSpec many_hosts() {
  std::vector<std::string> hosts;
  for (int i = 0; i < 5000; ++i) hosts.push_back("one-of-many-" + std::to_string(i) + ".invalid");
  // The world's own hosts are not among them: nobody can say so before the last name is read.
  return for_hosts(std::move(hosts));
}

std::vector<Profile> validity_and_name_profiles() {
  return {
      {{"good", "A healthy certificate, sent with its intermediate.", X509_V_OK},
       [] { return LeafSpec{}; }},
      // The validity of the leaf.
      {{"expired", "The certificate expired yesterday.", X509_V_ERR_CERT_HAS_EXPIRED},
       [] { return with({.validity = kExpired}); }},
      {{"expired-long", "The certificate expired two years ago.", X509_V_ERR_CERT_HAS_EXPIRED},
       [] {
         return with({.validity = Validity{-820 * kDay, -730 * kDay}});
       }},
      {{"expired-before-it-began", "notAfter lies before notBefore, both in the past.",
        X509_V_ERR_CERT_HAS_EXPIRED},
       [] {
         return with({.validity = Validity{-1 * kDay, -2 * kDay}});
       }},
      {{"not-yet-valid", "The certificate is valid from tomorrow on.",
        X509_V_ERR_CERT_NOT_YET_VALID},
       [] { return with({.validity = kNotYetValid}); }},
      {{"expires-soon", "The certificate is good and expires 5 seconds after the world started.",
        X509_V_OK},
       [] {
         return with({.validity = Validity{-90 * kDay, std::chrono::seconds(5)}});
       }},
      {{"valid-for-a-century", "notAfter lies 100 years ahead, in GeneralizedTime.", X509_V_OK},
       [] {
         return with({.validity = Validity{-1 * kDay, 36500 * kDay}});
       }},
      {{"one-hour", "The certificate is good, from half an hour ago until in half an hour.",
        X509_V_OK},
       [] {
         return with({.validity = Validity{-std::chrono::minutes(30), std::chrono::minutes(30)}});
       }},
      {{"past-2050",
        "The certificate is good for forty years: notAfter is a GeneralizedTime (RFC 5280 section "
        "4.1.2.5).",
        X509_V_OK},
       [] {
         return with({.validity = Validity{-kDay, 40 * 365 * kDay}});
       }},
      // Names.
      {{"wrong-host", "The certificate is for other-host.invalid only.",
        X509_V_ERR_HOSTNAME_MISMATCH},
       [] { return for_hosts({"other-host.invalid"}); }},
      {{"common-name-only", "The host stands in the common name; there is no subjectAltName.",
        X509_V_OK},
       [] { return LeafSpec{.subject_alternative_name = false}; }},
      {{"no-names", "The subject is empty and there is no subjectAltName.",
        X509_V_ERR_HOSTNAME_MISMATCH},
       [] { return LeafSpec{.subject_alternative_name = false, .empty_subject = true}; }},
      {{"many-names", "The certificate carries 5000 other host names, over 100 kB.",
        X509_V_ERR_HOSTNAME_MISMATCH},
       many_hosts},
      {{"wildcard", "The certificate is for *.amp.cisco.com, which the host matches.", X509_V_OK},
       [] { return for_hosts({"*.amp.cisco.com"}); }},
      {{"wildcard-below-the-host",
        "The wildcard stands for names below the host, not for the host.",
        X509_V_ERR_HOSTNAME_MISMATCH},
       [] { return for_hosts({"*.tetra-defs.amp.cisco.com"}); }},
      {{"parent-domain", "The certificate is for amp.cisco.com, without the host's first label.",
        X509_V_ERR_HOSTNAME_MISMATCH},
       [] { return for_hosts({"amp.cisco.com"}); }},
      {{"address-only", "The certificate names an IP address in place of the host.",
        X509_V_ERR_HOSTNAME_MISMATCH},
       [] { return for_hosts({"192.0.2.10"}); }},
      {{"common-name-beside-other-names",
        "The host stands in the common name, and the subjectAltName has another one, which alone "
        "counts.",
        X509_V_ERR_HOSTNAME_MISMATCH},
       [] { return common_name_beside_others(); }},
  };
}

std::vector<Profile> use_and_key_profiles() {
  return {
      // What the certificate may be used for.
      {{"client-only", "Extended key usage allows clients only.", X509_V_ERR_INVALID_PURPOSE},
       [] { return with({.extended_key_usage = {{"clientAuth"}}}); }},
      {{"code-signing-only", "Extended key usage allows to sign code only.",
        X509_V_ERR_INVALID_PURPOSE},
       [] { return with({.extended_key_usage = {{"codeSigning"}}}); }},
      {{"without-extended-key-usage", "There is no extended key usage, which allows every purpose.",
        X509_V_OK},
       [] { return with({.extended_key_usage = {std::vector<std::string>{}}}); }},
      {{"without-key-usage", "There is no key usage, which allows every use.", X509_V_OK},
       [] { return with({.key_usage = {std::vector<std::string>{}}}); }},
      {{"without-digital-signature",
        "Key usage lacks digitalSignature, which most clients do not check.", X509_V_OK},
       [] { return with({.key_usage = {{"keyEncipherment"}}}); }},
      {{"cert-sign-only", "Key usage allows to sign certificates only.",
        X509_V_ERR_INVALID_PURPOSE},
       [] { return with({.key_usage = {{"keyCertSign"}}}); }},
      {{"leaf-is-ca", "The certificate says CA:TRUE.", X509_V_OK},
       [] {
         return with({.basic_constraints = BasicConstraints{true, true, std::nullopt}});
       }},
      {{"unknown-critical-extension", "A critical extension that no client knows.",
        X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION},
       [] { return with({.more_extensions = {extension::unknown_critical()}}); }},
      {{"must-staple", "The certificate demands a stapled OCSP answer (RFC 7633).", X509_V_OK},
       [] { return with({.must_staple = true}); }},
      // Keys and signatures.
      {{"rsa-2048", "A healthy certificate with an RSA-2048 key.", X509_V_OK},
       [] { return with({.key = KeyType::rsa_2048}); }},
      {{"weak-key", "The certificate's key is RSA-1024.", X509_V_ERR_EE_KEY_TOO_SMALL},
       [] { return with({.key = KeyType::rsa_1024}); }},
      {{"weak-intermediate-key", "The intermediate's key is RSA-1024.",
        X509_V_ERR_CA_KEY_TOO_SMALL},
       [] { return with(intermediate, {.key = KeyType::rsa_1024}); }},
      {{"rsa-3072", "A healthy certificate with an RSA-3072 key.", X509_V_OK},
       [] { return with({.key = KeyType::rsa_3072}); }},
      {{"ec-p384", "A healthy certificate with a P-384 key.", X509_V_OK},
       [] { return with({.key = KeyType::ec_p384}); }},
      {{"ed25519", "A healthy certificate with an Ed25519 key, which not every client knows.",
        X509_V_OK},
       [] { return with({.key = KeyType::ed25519}); }},
      {{"md5-signature", "The certificate is signed over MD5.", X509_V_ERR_CA_MD_TOO_WEAK},
       [] { return signed_with_rsa({.digest = Digest::md5}); }},
      {{"sha1-signature", "The certificate is signed over SHA-1.", X509_V_ERR_CA_MD_TOO_WEAK},
       [] { return with({.digest = Digest::sha1}); }},
      {{"sha1-intermediate", "The intermediate is signed over SHA-1.", X509_V_ERR_CA_MD_TOO_WEAK},
       [] { return with(intermediate, {.digest = Digest::sha1}); }},
      {{"signature-over-other-content", "The signature is a proper one, over other content.",
        X509_V_ERR_CERT_SIGNATURE_FAILURE},
       [] { return with({.signature = SignatureFault::content_changed}); }},
      {{"signature-bit-flipped", "One bit of the signature is turned.",
        X509_V_ERR_CERT_SIGNATURE_FAILURE},
       [] { return with({.signature = SignatureFault::bit_flipped}); }},
      {{"signature-malformed", "The signature lacks its first byte and can't be decoded.",
        X509_V_ERR_CERT_SIGNATURE_FAILURE},
       [] { return with({.signature = SignatureFault::malformed}); }},
      {{"rsa-signature-bit-flipped",
        "One bit of an RSA signature is turned, which stays well-formed.",
        X509_V_ERR_CERT_SIGNATURE_FAILURE},
       [] { return signed_with_rsa({.signature = SignatureFault::bit_flipped}); }},
      {{"intermediate-signature-broken",
        "The intermediate's signature is a proper one, over other content.",
        X509_V_ERR_CERT_SIGNATURE_FAILURE},
       [] { return with(intermediate, {.signature = SignatureFault::content_changed}); }},
      {{"signature-by-wrong-key", "The signature was made with another key than the issuer's.",
        X509_V_ERR_CERT_SIGNATURE_FAILURE},
       [] { return with({.signature = SignatureFault::wrong_key}); }},
      // Revocation: the certificates are good, the book says otherwise, or they do not say where to
      // ask.
      {{"revoked", "A good certificate, revoked an hour ago for keyCompromise.", X509_V_OK},
       [] { return with({.revoked = Revocation{}}); }},
      {{"on-hold", "A good certificate, on certificateHold since an hour ago.", X509_V_OK},
       [] { return with({.revoked = Revocation{.reason = RevocationReason::certificate_hold}}); }},
      {{"revoked-intermediate", "The intermediate is revoked since an hour ago for cACompromise.",
        X509_V_OK},
       [] {
         return with(intermediate,
                     {.revoked = Revocation{.reason = RevocationReason::ca_compromise}});
       }},
      {{"no-revocation-pointers", "The certificate names neither an OCSP responder nor a CRL.",
        X509_V_OK},
       [] { return with({.ocsp_url = "", .crl_url = "", .ca_issuers_url = ""}); }},
      {{"ocsp-pointer-only", "The certificate names an OCSP responder and no CRL.", X509_V_OK},
       [] { return with({.crl_url = ""}); }},
      {{"crl-pointer-only", "The certificate names a CRL and no OCSP responder.", X509_V_OK},
       [] { return with({.ocsp_url = ""}); }},
  };
}

const std::vector<Profile>& profiles() {
  static const std::vector<Profile> all = [] {
    std::vector<Profile> joined = validity_and_name_profiles();
    for (const auto& part : {chain_profiles(), use_and_key_profiles()})
      joined.insert(joined.end(), part.begin(), part.end());
    return joined;
  }();
  return all;
}

}  // namespace

Result<LeafSpec> leaf_profile(std::string_view name) {
  for (const auto& profile : profiles()) {
    if (profile.info.name == name) return profile.spec();
  }
  const std::vector<std::string> known = leaf_profile_names();
  const auto nearest = text::nearest(name, known);
  return fail(
      "unknown-profile", {}, "there is no leaf profile '" + text::printable(name, 40) + "'",
      nearest.empty() ? "one of " + text::join(known, ", ") : "did you mean '" + nearest + "'?");
}

std::vector<ProfileInfo> leaf_profiles() {
  std::vector<ProfileInfo> all;
  for (const auto& profile : profiles()) all.push_back(profile.info);
  return all;
}

std::vector<std::string> leaf_profile_names() {
  std::vector<std::string> all;
  for (const auto& profile : profiles()) all.emplace_back(profile.info.name);
  return all;
}

}  // namespace tetra::certs
