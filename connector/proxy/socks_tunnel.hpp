#pragma once
#include "connector/net/channel.hpp"
#include "connector/net/network.hpp"
#include "connector/net/proxy_settings.hpp"
#include "connector/net/url.hpp"
#include "connector/tell/outcome.hpp"
#include "connector/tell/trace.hpp"

namespace tetra::connector {

/// Asks the SOCKS server at the other end of `channel` for a way to `server` (RFC 1928, RFC 1929,
/// the SOCKS4 and 4A memos). What fails before its first answer is a proxy that was not reached,
/// then credentials, and from the request on the tunnel.
Outcome open_socks_tunnel(Channel& channel, const Url& server, const ProxySettings& proxy,
                          const Network& network, Trace& trace);

}  // namespace tetra::connector
