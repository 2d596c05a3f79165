#include "connector/net/proxy_settings.hpp"

#include <array>
#include <utility>

namespace tetra::connector {

namespace {

constexpr std::array proxy_types{std::pair{ProxyType::http, std::string_view("http")},
                                 std::pair{ProxyType::https, std::string_view("https")},
                                 std::pair{ProxyType::socks4, std::string_view("socks4")},
                                 std::pair{ProxyType::socks4a, std::string_view("socks4a")},
                                 std::pair{ProxyType::socks5, std::string_view("socks5")},
                                 std::pair{ProxyType::socks5h, std::string_view("socks5h")}};

}  // namespace

std::optional<ProxyType> parse_proxy_type(std::string_view word) {
  for (const auto& [type, name] : proxy_types) {
    if (name == word) return type;
  }
  return std::nullopt;
}

std::string_view to_string(ProxyType type) {
  return proxy_types.at(static_cast<std::size_t>(type)).second;
}

std::optional<ProxySettings::Auth> parse_proxy_auth(std::string_view word) {
  if (word == "any") return ProxySettings::Auth::any;
  if (word == "basic") return ProxySettings::Auth::basic;
  if (word == "digest") return ProxySettings::Auth::digest;
  if (word == "ntlm") return ProxySettings::Auth::ntlm;
  return std::nullopt;
}

}  // namespace tetra::connector
