#pragma once
#include <optional>

#include "connector/net/dialer.hpp"
#include "connector/tls/tls_client.hpp"

namespace tetra::connector {

/// How the policy says that the update server is reached: by the proxy, as a PAC file says, or,
/// with neither, directly. Never both.
struct Route {
  std::optional<ProxySettings> proxy;
  std::optional<PacSettings> pac;
};

/// Connects by the policy's route: name lookup, TCP, by the proxy when there is one (a tunnel for
/// https and through SOCKS; the bare proxy for http, which then wants absolute-form), and TLS for
/// https. Where a PAC file decides, it is asked anew at each connection, its ways are tried in
/// their order, the next one when nothing was reached by the one before, and http goes through a
/// tunnel as well. Keeps references.
class RouteDialer final : public Dialer {
 public:
  RouteDialer(const Route& route, const Network& network, TlsClient& tls, Trace& trace)
      : route_(route), network_(network), tls_(tls), trace_(trace) {}
  Connecting dial(const Url& server) override;
  const ProxySettings* bare_proxy(const Url& server) const override;

 private:
  Connecting dial_by(const std::optional<ProxySettings>& proxy, const Url& server);
  Connecting connect_to_proxy(const ProxySettings& proxy);
  Connecting connect_by_tunnel(const ProxySettings& proxy, const Url& server);

  const Route& route_;
  const Network& network_;
  TlsClient& tls_;
  Trace& trace_;
};

}  // namespace tetra::connector
