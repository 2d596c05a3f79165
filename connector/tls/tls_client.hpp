#pragma once
#include <string>

#include "connector/net/channel.hpp"
#include "connector/tell/outcome.hpp"
#include "connector/tell/trace.hpp"
#include "connector/tls/revocation_checker.hpp"
#include "connector/tls/trust.hpp"

namespace tetra::connector {

/// The client's side of TLS: trust, the chain, the host's name and the revocation check, all inside
/// the handshake, so that the server sees the alert that belongs to the reason. Keeps references;
/// one handshake at a time.
class TlsClient {
 public:
  /// Without a checker nothing is asked about revocation.
  TlsClient(const Trust& trust, RevocationChecker* revocation, Trace& trace)
      : trust_(trust), revocation_(revocation), trace_(trace) {}
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;

  /// Shakes hands as `host` on a connected channel. The trust store is read at the first call.
  Outcome handshake(Channel& channel, const std::string& host);

 private:
  static int on_verify(X509_STORE_CTX* store, void* self);
  bool verify(X509_STORE_CTX* store);
  bool verify_name_only(X509* leaf);
  Outcome load();
  Outcome ended(const Channel& channel) const;

  const Trust& trust_;
  RevocationChecker* revocation_;
  Trace& trace_;
  SslContextPtr context_;
  std::string host_;
  Outcome certificate_;
};

}  // namespace tetra::connector
