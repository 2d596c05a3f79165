#include <openssl/x509_vfy.h>

#include "certs/profile.hpp"

namespace tetra::certs {
namespace {

using enum Authority;

LeafSpec sending(std::vector<Authority> parts) {
  return {.send = std::move(parts)};
}

LeafSpec issued_by_a_leaf() {
  LeafSpec spec{.issuer = sub_intermediate};
  spec.authorities[sub_intermediate] = {.basic_constraints = BasicConstraints{},
                                        .key_usage = {{"digitalSignature"}}};
  spec.authorities[intermediate] = {.basic_constraints =
                                        BasicConstraints{true, true, std::nullopt}};
  return spec;
}

}  // namespace

std::vector<Profile> chain_profiles() {
  return {
      // Who issued it, and what is sent of the chain.
      {{"self-signed", "The certificate is signed with its own key.",
        X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT},
       [] { return LeafSpec{.issuer = std::nullopt}; }},
      {{"unknown-root", "The whole chain is sent and ends in a root that nobody trusts.",
        X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN},
       [] {
         return LeafSpec{.issuer = unknown_intermediate,
                         .send = {{unknown_intermediate, unknown_root}}};
       }},
      {{"unknown-issuer", "The chain leads to a root that nobody trusts, and the root is not sent.",
        X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY},
       [] { return LeafSpec{.issuer = unknown_intermediate}; }},
      {{"missing-intermediate", "The intermediate is not sent.",
        X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY},
       [] { return sending({}); }},
      {{"root-sent", "The root is sent as well, which is needless and allowed.", X509_V_OK},
       [] {
         return sending({intermediate, root});
       }},
      {{"reversed-chain", "Root and intermediate are sent in the wrong order.", X509_V_OK},
       [] {
         return sending({root, intermediate});
       }},
      {{"extra-certificates", "Unrelated and repeated certificates are sent with the chain.",
        X509_V_OK},
       [] {
         return sending({unknown_root, intermediate, unknown_intermediate, intermediate});
       }},
      {{"cross-signed-untrusted", "Only a cross-certificate is sent, by a root that nobody trusts.",
        X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY},
       [] { return sending({cross_intermediate}); }},
      {{"cross-signed-both",
        "A cross-certificate by an untrusted root is sent before the good intermediate.",
        X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY},
       [] {
         return sending({cross_intermediate, intermediate});
       }},
      {{"issued-by-root", "The root issued the certificate itself.", X509_V_OK},
       [] { return LeafSpec{.issuer = root}; }},
      {{"issuer-twice", "The intermediate is sent twice.", X509_V_OK},
       [] {
         return sending({intermediate, intermediate});
       }},
      {{"unrelated-chain", "The leaf is sent with another CA's intermediate.",
        X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY},
       [] { return sending({unknown_intermediate}); }},
      // The authorities' certificates.
      {{"expired-intermediate", "The intermediate expired yesterday.", X509_V_ERR_CERT_HAS_EXPIRED},
       [] { return with(intermediate, {.validity = kExpired}); }},
      {{"not-yet-valid-intermediate", "The intermediate is valid from tomorrow on.",
        X509_V_ERR_CERT_NOT_YET_VALID},
       [] { return with(intermediate, {.validity = kNotYetValid}); }},
      {{"expired-root", "The trusted root expired yesterday.", X509_V_ERR_CERT_HAS_EXPIRED},
       [] { return with(root, {.validity = kExpired}); }},
      {{"issuer-not-ca", "The certificate is signed by another server's certificate.",
        X509_V_ERR_INVALID_CA},
       issued_by_a_leaf},
      {{"intermediate-not-ca", "The intermediate says CA:FALSE.", X509_V_ERR_INVALID_CA},
       [] { return with(intermediate, {.basic_constraints = BasicConstraints{}}); }},
      {{"intermediate-without-cert-sign",
        "The intermediate's key usage does not allow to sign certificates.", X509_V_ERR_INVALID_CA},
       [] { return with(intermediate, {.key_usage = {{"cRLSign"}}}); }},
      {{"path-length-exceeded",
        "A further intermediate exceeds the path length 0 of the one above it.",
        X509_V_ERR_PATH_LENGTH_EXCEEDED},
       [] { return LeafSpec{.issuer = sub_intermediate}; }},
      {{"name-not-permitted", "The intermediate may only certify other hosts.",
        X509_V_ERR_PERMITTED_VIOLATION},
       [] {
         return with(intermediate, {.name_constraints = NameConstraints{
                                        {"other-host.invalid", "198.51.100.0/24"}, {}}});
       }},
      {{"name-excluded", "The intermediate must not certify this host.",
        X509_V_ERR_EXCLUDED_VIOLATION},
       [] {
         return with(intermediate, {.name_constraints = NameConstraints{{}, {"amp.cisco.com"}}});
       }},
      {{"intermediate-for-clients",
        "The intermediate's extended key usage allows to certify clients only.",
        X509_V_ERR_INVALID_PURPOSE},
       [] { return with(intermediate, {.extended_key_usage = {{"clientAuth"}}}); }},
      {{"intermediate-unknown-critical-extension",
        "The intermediate has a critical extension that no client knows.",
        X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION},
       [] { return with(intermediate, {.more_extensions = {extension::unknown_critical()}}); }},
  };
}

}  // namespace tetra::certs
