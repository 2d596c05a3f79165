#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "connector/net/url.hpp"

namespace tetra::connector {

/// What speaks at the proxy's port. FACTS 3: the literal words of the policy's `type` are unknown;
/// libcurl's names are used (mark I). `socks4` and `socks5` look the server's name up here,
/// `socks4a` and `socks5h` leave that to the proxy.
enum class ProxyType { http, https, socks4, socks4a, socks5, socks5h };
std::string_view to_string(ProxyType type);
/// nullopt for another word.
std::optional<ProxyType> parse_proxy_type(std::string_view word);

/// The policy's proxy. The words of `authtype` are unknown as well: here the schemes' own names, or
/// `any`.
struct ProxySettings {
  enum class Auth { any, basic, digest, ntlm };
  std::string host;
  std::uint16_t port = 0;
  std::string username;
  std::string password;  ///< never printed, never logged
  ProxyType type = ProxyType::http;
  Auth auth = Auth::basic;

  bool is_tls() const { return type == ProxyType::https; }  ///< TLS to the proxy itself
  bool is_socks() const { return type != ProxyType::http && type != ProxyType::https; }
};

/// `any`, `basic`, `digest` or `ntlm`; nullopt for another word.
std::optional<ProxySettings::Auth> parse_proxy_auth(std::string_view word);

/// A script that names the proxy, in place of one in the policy (proxy/pacloc).
struct PacSettings {
  Url location;          ///< http only
  std::string username;  ///< for the proxies that it names
  std::string password;  ///< never printed, never logged
};

}  // namespace tetra::connector
