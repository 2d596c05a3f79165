#pragma once
#include <string>
#include <vector>

#include "certs/openssl.hpp"

namespace tetra::certs {

/// A certs-only PKCS#7 SignedData in DER: the body of a `.p7c` file (RFC 5652 5.1, RFC
/// 5280 4.2.2.1).
std::string certificates_p7c(const std::vector<Certificate>& certificates);

/// The file name under which OpenSSL finds this root in a certificate directory, `1a2b3c4d.0`.
std::string subject_hash_name(const Certificate& root);

}  // namespace tetra::certs
