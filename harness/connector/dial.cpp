#include "harness/connector/dial.hpp"

#include "harness/connector/pac.hpp"

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
  if (outcome.cause == Cause::connect_refused) return failed(Cause::proxy_connect_refused, outcome.detail);
  if (outcome.cause == Cause::connect_timeout) return failed(Cause::proxy_connect_timeout, outcome.detail);
  return failed(Cause::proxy_unreachable, outcome.detail);
}

Connecting connect_to_host(const std::string& host, std::uint16_t port, const Network& network, Trace& trace) {
  Lookup lookup = look_up(host, port, network, trace);
  if (!lookup.outcome.ok()) return {std::move(lookup.outcome), {}};
  return connect_any(lookup.addresses, network.limits, trace);
}

Connecting dial_by(const std::optional<ProxySettings>& proxy, const Url& server, const Network& network, TlsClient* tls, Trace& trace) {
  const bool proxied = proxy.has_value();
  *network.by_proxy = proxied;
  Connecting connecting = connect_to_host(proxied ? proxy->host : server.host, proxied ? proxy->port : server.port, network, trace);
  if (!connecting.outcome.ok()) {
    if (proxied) connecting.outcome = at_proxy(connecting.outcome);
    return connecting;
  }
  if (proxied && proxy->is_socks()) {
    connecting.outcome = open_socks_tunnel(connecting.channel, server, *proxy, network, trace);
  } else if (proxied && (server.is_tls() || network.pac)) {
    connecting.outcome = open_tunnel(connecting.channel, server, *proxy, trace);
  }
  if (connecting.outcome.ok() && server.is_tls()) {
    connecting.outcome =
        tls == nullptr ? failed(Cause::tls_handshake, "no TLS here") : tls->handshake(connecting.channel, server.host);
  }
  if (!connecting.outcome.ok()) connecting.channel.close();
  return connecting;
}

/// Whether the next way of a PAC file's list is tried: nothing answered by this one.
bool was_unreachable(const Outcome& outcome) {
  return outcome.stage() == Stage::proxy || outcome.stage() == Stage::dns || outcome.stage() == Stage::tcp;
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
