#pragma once
#include "connector/net/connect.hpp"
#include "connector/net/network.hpp"
#include "connector/net/proxy_settings.hpp"
#include "connector/net/url.hpp"
#include "connector/tell/trace.hpp"

namespace tetra::connector {

/// Makes connections that are ready for an HTTP request: who sends one need not know of proxies,
/// tunnels and TLS.
class Dialer {
 public:
  virtual ~Dialer() = default;
  virtual Connecting dial(const Url& server) = 0;
  /// The proxy to which a request for `server` is written itself, in absolute-form (RFC
  /// 9112 3.2.2), since `dial` gives a connection to it and no further. nullptr: the connection
  /// ends at the server.
  virtual const ProxySettings* bare_proxy(const Url& server) const = 0;
};

/// Straight to a server of plain http, whatever the route of the policy is: how revocation hosts
/// and PAC files are asked (the split egress of FACTS 4). Keeps references.
class DirectDialer final : public Dialer {
 public:
  DirectDialer(const Network& network, Trace& trace) : network_(network), trace_(trace) {}
  Connecting dial(const Url& server) override;
  const ProxySettings* bare_proxy(const Url&) const override { return nullptr; }

 private:
  const Network& network_;
  Trace& trace_;
};

}  // namespace tetra::connector
