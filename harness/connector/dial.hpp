#pragma once
#include "harness/connector/channel.hpp"
#include "harness/connector/network.hpp"
#include "harness/connector/policy.hpp"
#include "harness/connector/tls_client.hpp"

namespace tetra::connector {

/// A connection to `server` that is ready for a request: name lookup, TCP, by the proxy when there is one (a tunnel for https,
/// the bare proxy for http, which then wants absolute-form), and TLS. `tls` is needed for https only.
Connecting dial(const Url& server, const Network& network, TlsClient* tls, Trace& trace);

/// `Basic dXNlcjpwYXNz`, or empty without a user name (RFC 7617 2, UTF-8).
std::string basic_credentials(const ProxySettings& proxy);
/// 407 by whether credentials had been sent.
Outcome proxy_wants_credentials(const ProxySettings& proxy);

/// Asks the proxy at the other end of `channel` for a tunnel to `server` (RFC 9110 9.3.6). Any 2xx opens it.
Outcome open_tunnel(Channel& channel, const Url& server, const ProxySettings& proxy, Trace& trace);

}  // namespace tetra::connector
