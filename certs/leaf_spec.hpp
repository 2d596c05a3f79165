#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "certs/authority.hpp"
#include "certs/certificate_spec.hpp"

namespace tetra::certs {

/// A server's certificate and the chain sent with it. The zero value is the healthy one: for the
/// world's hosts, issued by the intermediate, sent with the intermediate.
struct LeafSpec {
  CertificateSpec certificate{};
  std::optional<std::vector<std::string>>
      hosts{};  ///< subjectAltName and common name; the world's hosts when not said
  std::optional<std::string> common_name{};  ///< first DNS host when not said; empty: none
  bool subject_alternative_name = true;      ///< false: the extension is absent
  bool empty_subject = false;
  std::optional<Authority> issuer = Authority::intermediate;  ///< nullopt: self-signed
  /// What follows the leaf in the Certificate message, in this order; repeats are allowed. The leaf
  /// itself is always first, because a TLS stack will not serve a certificate that does not match
  /// its key. Not said: the path up to the root, the root left out.
  std::optional<std::vector<Authority>> send{};
  /// Other certificates for these authorities, with the same names and (unless the spec asks for
  /// another type) the same keys, so that OCSP and CRLs stay consistent: an expired intermediate is
  /// `{intermediate, {.validity = …}}`. `revoked` says nothing on a root.
  std::map<Authority, CertificateSpec> authorities{};
};

}  // namespace tetra::certs
