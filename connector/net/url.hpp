#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace tetra::connector {

/// Where something is asked for: scheme `http` or `https`, host without brackets, path as written
/// (empty, or from its slash on).
struct Url {
  std::string scheme = "https";
  std::string host;
  std::uint16_t port = 443;
  std::string path;

  bool is_tls() const { return scheme == "https"; }
  /// `host` or `host:port`, brackets around an IPv6 address; the port only where it is not the
  /// scheme's own (RFC 9110 7.2).
  std::string authority() const;
  std::string to_string() const;
};
/// `https://host:port/path` or a bare host, which means https. No user part, no fragment.
Result<Url> parse_url(std::string_view text, const Place& where = {});

}  // namespace tetra::connector
