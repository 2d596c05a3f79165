#pragma once
#include <string>
#include <utility>
#include <vector>

#include "certs/certificate_spec.hpp"
#include "certs/der.hpp"
#include "certs/openssl.hpp"

namespace tetra::certs {

/// A distinguished name in DER, attributes in the order given: {{"O", "TETRA Lab"}, {"CN", "…"}}.
/// Values are UTF-8.
std::string distinguished_name(const std::vector<std::pair<std::string, std::string>>& attributes);

/// Who signs: its name (DER) and its key. `self` leaves out the authority key identifier (RFC
/// 5280 4.2.1.1).
struct Signer {
  std::string name{};
  Key key{};
  bool self = false;
};

/// Whom the certificate is for.
struct Subject {
  std::string name{};  ///< DER
  Key key{};
  std::vector<std::string> hosts{};  ///< subjectAltName; empty: the extension is absent
};

/// Mints and signs one certificate. `spec` is complete: merged with the healthy values of its role.
/// Problems are mistakes in `spec`.
Result<Certificate> mint(const Subject& subject, const Signer& signer, const CertificateSpec& spec,
                         der::Time now);

/// The serial number of a certificate, upper-case hex.
std::string serial_of(const Certificate& certificate);

}  // namespace tetra::certs
