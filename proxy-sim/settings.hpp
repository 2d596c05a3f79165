#pragma once
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <functional>
#include <string>

#include "engine/http/exchange.hpp"
#include "proxy-sim/lookup.hpp"

namespace tetra::proxy {

/// What the proxy accepts where a fault makes it ask.
struct Credentials {
  std::string user = "tetra";
  std::string password = "lab";
};

/// What the proxy knows of its world.
struct Settings {
  std::string service = "proxy";  ///< its name in the journal; the SOCKS server dials as `socks`
  Resolver resolver;
  Credentials credentials;
  /// Where an address really is: in a ports cell 192.0.2.10:443 is a port of the loopback. Empty:
  /// where it says. A port 0 in the answer means that there is no way to it (502).
  std::function<asio::ip::tcp::endpoint(asio::ip::tcp::endpoint)> reach;
  /// For all addresses of a name together; each gets an equal share of what is left.
  Duration connect_deadline = std::chrono::seconds(5);
  /// How requests that come out of an intercepted tunnel are served; nullptr: nothing is
  /// intercepted.
  std::function<http::Serving(std::uint64_t connection)> inside;
};

/// A fault of the proxy that must know the world's credentials implements this as well; see
/// Proxy::introduce.
class KnowsCredentials {
 public:
  virtual ~KnowsCredentials() = default;
  virtual void know(const Credentials& right) = 0;
};

/// A fault of the proxy that must know how many tunnels stand; the number lives as long as the
/// proxy.
class KnowsTunnels {
 public:
  virtual ~KnowsTunnels() = default;
  virtual void know(const std::uint64_t& standing) = 0;
};

}  // namespace tetra::proxy
