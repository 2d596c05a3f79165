#pragma once
#include <openssl/x509.h>

#include "connector/tell/outcome.hpp"

namespace tetra::connector {

/// Asked inside the handshake, once the chain is good, whether one of its certificates was revoked.
class RevocationChecker {
 public:
  virtual ~RevocationChecker() = default;
  /// `chain` begins with the server's certificate and ends with the trust anchor, which `trusted`
  /// holds. Anything but success ends the handshake.
  virtual Outcome check(STACK_OF(X509) * chain, X509_STORE* trusted) = 0;
};

}  // namespace tetra::connector
