#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/quantity.hpp"
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

/// What speaks at the proxy's port. FACTS 3: the literal words of the policy's `type` are unknown;
/// libcurl's names are used (mark I). `socks4` and `socks5` look the server's name up here,
/// `socks4a` and `socks5h` leave that to the proxy.
enum class ProxyType { http, https, socks4, socks4a, socks5, socks5h };
std::string_view to_string(ProxyType type);

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

/// A script that names the proxy, in place of one in the policy (proxy/pacloc).
struct PacSettings {
  Url location;          ///< http only
  std::string username;  ///< for the proxies that it names
  std::string password;  ///< never printed, never logged
};

/// What the connector reads from policy.xml (FACTS 3, below
/// Object/config/agent/scansettings/tetra/updater and the proxy and conn nodes beside it).
struct Policy {
  bool enabled = true;
  Url server;
  /// Time between two attempts. Its unit is not published: a bare number is taken as seconds,
  /// `50ms` and the like as written.
  Duration interval = std::chrono::hours(1);
  std::optional<ProxySettings> proxy;
  bool verify_host = true;
  bool verify_peer = true;
  bool check_revocation = true;    ///< conn/ssl/crlc
  std::optional<PacSettings> pac;  ///< only without `proxy`
};

/// The document's text, at most 1 MiB. A DOCTYPE is refused, so no entity is ever expanded. `file`
/// is for messages only.
Result<Policy> parse_policy(std::string_view xml, const std::string& file);
/// `any`, `basic`, `digest` or `ntlm`; nullopt for another word.
std::optional<ProxySettings::Auth> parse_proxy_auth(std::string_view word);
Result<Policy> load_policy(const std::filesystem::path& file);

}  // namespace tetra::connector
