#pragma once
#include <optional>
#include <string>

#include "connector/login/proxy_login.hpp"
#include "connector/net/channel.hpp"
#include "connector/net/proxy_settings.hpp"
#include "connector/net/url.hpp"
#include "connector/tell/outcome.hpp"
#include "connector/tell/trace.hpp"

namespace tetra::connector {

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

}  // namespace tetra::connector
