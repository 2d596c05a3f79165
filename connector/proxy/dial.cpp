#include "connector/proxy/dial.hpp"

#include <fmt/format.h>

#include "connector/proxy/pac.hpp"

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

Connecting connect_to_host(const std::string& host, std::uint16_t port, const Network& network,
                           Trace& trace) {
  Lookup lookup = look_up(host, port, network, trace);
  if (!lookup.outcome.ok()) return {std::move(lookup.outcome), {}};
  return connect_any(lookup.addresses, network.limits, trace);
}

/// To the proxy, with TLS where the policy wants it.
Connecting connect_to_proxy(const ProxySettings& proxy, const Network& network, TlsClient* tls,
                            Trace& trace) {
  Connecting connecting = connect_to_host(proxy.host, proxy.port, network, trace);
  if (!connecting.outcome.ok()) {
    connecting.outcome = at_proxy(connecting.outcome);
    return connecting;
  }
  if (!proxy.is_tls()) return connecting;
  const Outcome shaken = tls == nullptr ? failed(Cause::tls_handshake, "no TLS here")
                                        : tls->handshake(connecting.channel, proxy.host);
  if (!shaken.ok())
    connecting.outcome =
        shaken.stage() == Stage::local
            ? shaken
            : failed(Cause::proxy_tls, fmt::format("{}: {}", shaken.code(), shaken.detail));
  return connecting;
}

Connecting connect_by_tunnel(const ProxySettings& proxy, const Url& server, const Network& network,
                             TlsClient* tls, Trace& trace) {
  constexpr int most_connections = 4;
  ProxyLogin login(proxy);
  std::string credentials = login.unasked();
  for (int nth = 1;; ++nth) {
    Connecting connecting = connect_to_proxy(proxy, network, tls, trace);
    if (!connecting.outcome.ok()) return connecting;
    Tunnelling tunnelling =
        open_tunnel(connecting.channel, server, proxy, login, credentials, trace);
    connecting.outcome = std::move(tunnelling.outcome);
    if (!tunnelling.next || nth == most_connections) return connecting;
    credentials = *tunnelling.next;
  }
}

Connecting dial_by(const std::optional<ProxySettings>& proxy, const Url& server,
                   const Network& network, TlsClient* tls, Trace& trace) {
  *network.by_proxy = proxy.has_value();
  Connecting connecting;
  if (!proxy) {
    connecting = connect_to_host(server.host, server.port, network, trace);
  } else if (!proxy->is_socks() && (server.is_tls() || network.pac)) {
    connecting = connect_by_tunnel(*proxy, server, network, tls, trace);
  } else {
    connecting = connect_to_proxy(*proxy, network, tls, trace);
    if (connecting.outcome.ok() && proxy->is_socks())
      connecting.outcome = open_socks_tunnel(connecting.channel, server, *proxy, network, trace);
  }
  if (connecting.outcome.ok() && server.is_tls()) {
    connecting.outcome = tls == nullptr ? failed(Cause::tls_handshake, "no TLS here")
                                        : tls->handshake(connecting.channel, server.host);
  }
  if (!connecting.outcome.ok()) connecting.channel.close();
  return connecting;
}

/// Whether the next way of a PAC file's list is tried: nothing answered by this one.
bool was_unreachable(const Outcome& outcome) {
  return outcome.stage() == Stage::proxy || outcome.stage() == Stage::dns ||
         outcome.stage() == Stage::tcp;
}

}  // namespace

Connecting dial(const Url& server, const Network& network, TlsClient* tls, Trace& trace) {
  if (!network.pac) return dial_by(network.proxy, server, network, tls, trace);
  const PacWays found = ask_pac(*network.pac, server, network, trace);
  if (!found.outcome.ok()) return {found.outcome, {}};
  Connecting connecting;
  for (const auto& way : found.ways) {
    connecting = dial_by(way, server, network, tls, trace);
    if (connecting.outcome.ok() || !was_unreachable(connecting.outcome)) break;
  }
  return connecting;
}

}  // namespace tetra::connector
