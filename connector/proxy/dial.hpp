#pragma once
#include "connector/net/channel.hpp"
#include "connector/net/network.hpp"
#include "connector/net/policy.hpp"
#include "connector/proxy/proxy_login.hpp"
#include "connector/tls/tls_client.hpp"

namespace tetra::connector {

/// A connection to `server` that is ready for a request: name lookup, TCP, by the proxy when there
/// is one (a tunnel for https and through SOCKS; the bare proxy for http, which then wants
/// absolute-form), and TLS. `tls` is needed for https only. Where a PAC file decides, it is asked
/// anew, its ways are tried in their order, the next one when nothing was reached by the one
/// before, and http goes through a tunnel as well.
Connecting dial(const Url& server, const Network& network, TlsClient* tls, Trace& trace);

/// 407 by whether there are credentials.
Outcome proxy_wants_credentials(const ProxySettings& proxy);

/// What became of asking for a tunnel.
struct Tunnelling {
  Outcome outcome;
  std::optional<std::string>
      next;  ///< Proxy-Authorization for another try on a new connection: the proxy ends this one
};
/// Asks the proxy at the other end of `channel` for a tunnel to `server` (RFC 9110 9.3.6), with
/// `credentials` in the first request, and again as long as the proxy asks for what `login` has an
/// answer to. Any 2xx opens it.
Tunnelling open_tunnel(Channel& channel, const Url& server, const ProxySettings& proxy,
                       ProxyLogin& login, std::string credentials, Trace& trace);

/// The same of a SOCKS server (RFC 1928, RFC 1929, the SOCKS4 and 4A memos). What fails before its
/// first answer is a proxy that was not reached, then credentials, and from the request on the
/// tunnel.
Outcome open_socks_tunnel(Channel& channel, const Url& server, const ProxySettings& proxy,
                          const Network& network, Trace& trace);

}  // namespace tetra::connector
