#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "connector/net/limits.hpp"
#include "engine/base/result.hpp"

namespace tetra::connector {

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

/// How names become addresses here, and how long anything may take.
struct Network {
  Limits limits;
  std::vector<ConnectTo> connect_to;  ///< the first rule that fits
};

}  // namespace tetra::connector
