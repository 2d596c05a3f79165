#include "harness/connector/dial.hpp"

#include <fmt/format.h>

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

}  // namespace

Connecting dial(const Url& server, const Network& network, TlsClient* tls, Trace& trace) {
  const bool proxied = network.proxy.has_value();
  Connecting connecting =
      connect_to_host(proxied ? network.proxy->host : server.host, proxied ? network.proxy->port : server.port, network, trace);
  if (!connecting.outcome.ok()) {
    if (proxied) connecting.outcome = at_proxy(connecting.outcome);
    return connecting;
  }
  if (proxied && server.is_tls()) connecting.outcome = open_tunnel(connecting.channel, server, *network.proxy, trace);
  if (connecting.outcome.ok() && server.is_tls()) {
    connecting.outcome =
        tls == nullptr ? failed(Cause::tls_handshake, "no TLS here") : tls->handshake(connecting.channel, server.host);
  }
  if (!connecting.outcome.ok()) connecting.channel.close();
  return connecting;
}

}  // namespace tetra::connector
