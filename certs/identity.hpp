#pragma once
#include <optional>
#include <string>
#include <vector>

#include "certs/authority.hpp"
#include "certs/openssl.hpp"

namespace tetra::certs {

/// A leaf with all that a TLS server serves and a client needs to trust. Cheap to copy; outlives
/// its Pki.
struct Identity {
  Certificate leaf{};
  Key key{};
  std::vector<Certificate> chain{};  ///< what is sent after the leaf, in order
  Certificate issuer{};        ///< the issuer's certificate, sent or not; null when self-signed
  Certificate trust_anchor{};  ///< the root that an endpoint must trust for this identity to fail
                               ///< (or not) as described
  std::string serial{};        ///< upper-case hex
  std::optional<CertificateId> id{};  ///< for the RevocationBook; nullopt when self-signed
};

/// Makes a server context present this identity, and exactly these certificates
/// (SSL_MODE_NO_AUTO_CHAIN). Lowers the context's security level where the identity is weaker than
/// the level lets pass (RSA-1024, SHA-1, MD5). Throws CryptoError.
void install(SSL_CTX* context, const Identity& identity);

/// What is sent, as PEM: the leaf, then the chain.
std::string chain_pem(const Identity& identity);

}  // namespace tetra::certs
