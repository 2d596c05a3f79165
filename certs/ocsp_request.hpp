#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace tetra::certs {

/// One CertID of a request (RFC 6960 4.1.1): which certificate the client asks about.
struct OcspCertId {
  int digest_nid =
      0;  ///< OpenSSL's NID of the hash algorithm; 0 for one that OpenSSL does not know
  std::string issuer_name_hash{};
  std::string issuer_key_hash{};
  std::string serial{};  ///< upper-case hex
  std::string der{};     ///< the whole CertID, to be echoed byte for byte
};

/// What an OCSP request asks for. A requestor's name and signature are accepted and ignored.
struct OcspRequestInfo {
  std::vector<OcspCertId> certificates{};  ///< 1 to 64
  std::optional<std::string>
      nonce{};        ///< content of the nonce extension's extnValue, to be echoed (RFC 8954 2.1)
  std::string der{};  ///< the request itself
};

/// Reads a DER request of at most 64 KiB from the network. A Problem means: answer
/// malformedRequest.
Result<OcspRequestInfo> parse_ocsp_request(std::string_view der);

}  // namespace tetra::certs
