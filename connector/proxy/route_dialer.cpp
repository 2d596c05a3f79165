#include "connector/proxy/route_dialer.hpp"

#include <fmt/format.h>

#include "connector/proxy/pac.hpp"
#include "connector/proxy/proxy_tunnel.hpp"
#include "connector/proxy/socks_tunnel.hpp"

namespace tetra::connector {
namespace {

/// The same failure, when it is the proxy that could not be reached.
Outcome at_proxy(const Outcome& outcome) {
  switch (outcome.stage()) {
    case Stage::dns:
      return failed(Cause::proxy_name_not_resolved, outcome.detail);
    case Stage::tcp:
      break;
    default:
      return outcome;
  }
  if (outcome.cause == Cause::connect_refused)
    return failed(Cause::proxy_connect_refused, outcome.detail);
  if (outcome.cause == Cause::connect_timeout)
    return failed(Cause::proxy_connect_timeout, outcome.detail);
  return failed(Cause::proxy_unreachable, outcome.detail);
}

/// Whether the next way of a PAC file's list is tried: nothing answered by this one.
bool was_unreachable(const Outcome& outcome) {
  return outcome.stage() == Stage::proxy || outcome.stage() == Stage::dns ||
         outcome.stage() == Stage::tcp;
}

}  // namespace

/// To the proxy, with TLS where the policy wants it.
Connecting RouteDialer::connect_to_proxy(const ProxySettings& proxy) {
  Connecting connecting = connect_to_host(proxy.host, proxy.port, network_, trace_);
  if (!connecting.outcome.ok()) {
    connecting.outcome = at_proxy(connecting.outcome);
    return connecting;
  }
  if (!proxy.is_tls()) return connecting;
  const Outcome shaken = tls_.handshake(connecting.channel, proxy.host);
  if (!shaken.ok())
    connecting.outcome =
        shaken.stage() == Stage::local
            ? shaken
            : failed(Cause::proxy_tls, fmt::format("{}: {}", shaken.code(), shaken.detail));
  return connecting;
}

Connecting RouteDialer::connect_by_tunnel(const ProxySettings& proxy, const Url& server) {
  constexpr int most_connections = 4;
  ProxyLogin login(proxy);
  std::string credentials = login.unasked();
  for (int nth = 1;; ++nth) {
    Connecting connecting = connect_to_proxy(proxy);
    if (!connecting.outcome.ok()) return connecting;
    Tunnelling tunnelling =
        open_tunnel(connecting.channel, server, proxy, login, credentials, trace_);
    connecting.outcome = std::move(tunnelling.outcome);
    if (!tunnelling.next || nth == most_connections) return connecting;
    credentials = *tunnelling.next;
  }
}

Connecting RouteDialer::dial_by(const std::optional<ProxySettings>& proxy, const Url& server) {
  Connecting connecting;
  if (!proxy) {
    connecting = connect_to_host(server.host, server.port, network_, trace_);
  } else if (!proxy->is_socks() && (server.is_tls() || route_.pac)) {
    connecting = connect_by_tunnel(*proxy, server);
  } else {
    connecting = connect_to_proxy(*proxy);
    if (connecting.outcome.ok() && proxy->is_socks())
      connecting.outcome = open_socks_tunnel(connecting.channel, server, *proxy, network_, trace_);
  }
  connecting.by_proxy = proxy.has_value();
  if (connecting.outcome.ok() && server.is_tls())
    connecting.outcome = tls_.handshake(connecting.channel, server.host);
  if (!connecting.outcome.ok()) connecting.channel.close();
  return connecting;
}

Connecting RouteDialer::dial(const Url& server) {
  if (!route_.pac) return dial_by(route_.proxy, server);
  const PacWays found = ask_pac(*route_.pac, server, network_, trace_);
  if (!found.outcome.ok()) return {found.outcome, {}};
  Connecting connecting;
  for (const auto& way : found.ways) {
    connecting = dial_by(way, server);
    if (connecting.outcome.ok() || !was_unreachable(connecting.outcome)) break;
  }
  return connecting;
}

const ProxySettings* RouteDialer::bare_proxy(const Url& server) const {
  return route_.proxy && !route_.proxy->is_socks() && !server.is_tls() ? &*route_.proxy : nullptr;
}

}  // namespace tetra::connector
