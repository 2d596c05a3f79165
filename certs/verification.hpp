#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "certs/identity.hpp"

namespace tetra::certs {

/// How a strict client would look at an identity: the questions that `verify` asks OpenSSL.
struct VerifyOptions {
  std::string host{};                  ///< DNS name or IP address to match; empty: do not
  std::vector<Certificate> trusted{};  ///< the identity's own trust anchor when empty
  std::vector<std::string> crls{};     ///< DER; not empty: check the whole chain against them
  std::chrono::system_clock::time_point at = std::chrono::system_clock::now();
  int security_level = 2;  ///< Debian's default for TLS
};

/// One X509_V_ERR_* at a depth of the chain; the leaf is 0.
struct VerifyError {
  int error = 0;
  int depth = 0;
  friend bool operator==(const VerifyError&, const VerifyError&) = default;
};

/// Every error that OpenSSL finds in the chain as it is sent, in its order; empty when the chain is
/// good. The lab checks its own certificates with this: each fails for the reason it is meant to
/// fail for, and no other.
std::vector<VerifyError> verify(const Identity& identity, const VerifyOptions& options);

}  // namespace tetra::certs
