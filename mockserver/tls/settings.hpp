#pragma once
#include "certs/identity.hpp"
#include "certs/pki.hpp"
#include "mockserver/tls/tls_fault.hpp"

namespace tetra::tls {

/// One spoiled connection's own settings: what its SSL_CTX's callbacks need. Lives until the
/// handshake is over.
struct Settings {
  Handshake handshake;
  std::string staple;  ///< the response as it goes on the wire; empty: none
};

/// Whether a connection so spoiled needs an SSL_CTX of its own.
bool needs_own_context(const Handshake& handshake);
/// Puts callbacks and trust into the connection's own context. `settings` outlives the handshake.
void apply(SSL_CTX* context, Settings& settings, const certs::Pki& pki,
           const certs::Identity& identity);
/// Bounds that OpenSSL takes from the connection itself: versions, ciphers, groups, client
/// certificates.
std::function<void(SSL*)> adjustment(const Handshake& handshake);

}  // namespace tetra::tls
