#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "connector/net/policy.hpp"
#include "engine/base/quantity.hpp"

namespace tetra::connector {

/// How long anything may last. Every wait of the connector ends at the nearest of these.
struct Limits {
  Duration lookup = std::chrono::seconds(
      4);  ///< below glibc's own 5 s, so that a mute DNS server is told as what it is
  Duration connect =
      std::chrono::seconds(3);  ///< per address, and for a whole TLS handshake's silence
  Duration read = std::chrono::seconds(3);  ///< without a single byte
  std::chrono::steady_clock::time_point end =
      std::chrono::steady_clock::time_point::max();  ///< of everything
  const std::atomic<bool>* stop = nullptr;           ///< set by SIGTERM; may be null
};

/// Like curl's --connect-to: what is asked for at host:port is asked at address:to_port. Empty host
/// or port 0 match any.
struct ConnectTo {
  std::string host;
  std::uint16_t port = 0;
  std::string address;
  std::uint16_t to_port = 0;
};
/// `HOST:PORT:ADDR:PORT`, an IPv6 address in brackets.
Result<ConnectTo> parse_connect_to(std::string_view text);

/// How the endpoint reaches anything: what the policy and the command line say together.
struct Network {
  Limits limits;
  std::vector<ConnectTo> connect_to;
  std::optional<ProxySettings> proxy;
  std::optional<PacSettings> pac;  ///< asked at every new connection, in place of `proxy`
  /// Set by `dial`: whether the last connection went by a proxy.
  std::shared_ptr<bool> by_proxy = std::make_shared<bool>(false);
  std::string ca_file;  ///< empty: the system's trust store
  bool verify_host = true;
  bool verify_peer = true;
  bool check_revocation = true;
};

}  // namespace tetra::connector
