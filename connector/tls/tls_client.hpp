#pragma once
#include <string>

#include "connector/net/channel.hpp"
#include "connector/net/network.hpp"
#include "connector/tell/outcome.hpp"
#include "connector/tell/trace.hpp"

namespace tetra::connector {

/// The client's side of TLS: trust, the chain, the host's name and the revocation check, all inside
/// the handshake, so that the server sees the alert that belongs to the reason. Keeps references;
/// one handshake at a time.
class TlsClient {
 public:
  TlsClient(const Network& network, Trace& trace) : network_(network), trace_(trace) {}
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

  const Network& network_;
  Trace& trace_;
  SslContextPtr context_;
  std::string host_;
  Outcome certificate_;
};

}  // namespace tetra::connector
