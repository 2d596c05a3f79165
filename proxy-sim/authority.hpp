#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "engine/http/message.hpp"

namespace tetra::proxy {

/// Whom a request wants to reach.
struct Authority {
  std::string host;  ///< a name or an address, without brackets
  std::uint16_t port = 0;
  std::string
      text;  ///< `host:port` or `[address]:port`: for the Host field, the journal and people
};

/// Reads host and port of a CONNECT or an absolute-form target. nullopt: no host, characters that
/// no host has, or no port that exists. `default_port` stands for a missing one; nullopt: it must
/// be said (RFC 9110 section 9.3.6).
std::optional<Authority> authority_of(const http::Request& request,
                                      std::optional<std::uint16_t> default_port);

}  // namespace tetra::proxy
