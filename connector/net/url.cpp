#include "connector/net/url.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"

namespace tetra::connector {
namespace {

bool is_host_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || c == '_';
}

bool is_path_byte(char c) {
  return c > ' ' && c < 0x7f && c != '#' && c != '"' && c != '<' && c != '>' && c != '\\';
}

/// Splits `host`, `host:port`, `[v6]` and `[v6]:port`; false when it is none of them.
bool split_authority(std::string_view text, std::string& host, std::string& port) {
  if (!text.empty() && text.front() == '[') {
    const auto end = text.find(']');
    if (end == std::string_view::npos) return false;
    host = text.substr(1, end - 1);
    const auto rest = text.substr(end + 1);
    if (!rest.empty() && rest.front() != ':') return false;
    port = rest.empty() ? "" : std::string(rest.substr(1));
    return !host.empty() && std::all_of(host.begin(), host.end(),
                                        [](char c) { return is_host_byte(c) || c == ':'; });
  }
  const auto colon = text.find(':');
  host = text.substr(0, colon);
  port = colon == std::string_view::npos ? "" : std::string(text.substr(colon + 1));
  return !host.empty() && host.size() <= 253 && std::all_of(host.begin(), host.end(), is_host_byte);
}

std::string bracketed(const std::string& host) {
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

}  // namespace

std::string Url::authority() const {
  const std::uint16_t usual = is_tls() ? 443 : 80;
  return port == usual ? bracketed(host) : fmt::format("{}:{}", bracketed(host), port);
}

std::string Url::to_string() const {
  return fmt::format("{}://{}{}", scheme, authority(), path);
}

Result<Url> parse_url(std::string_view text, const Place& where) {
  Url url;
  const auto bad = [&] {
    return fail("bad-url", where,
                fmt::format("`{}` is not a server's address", text::printable(text, 80)),
                "write host, host:port or https://host");
  };
  if (const auto mark = text.find("://"); mark != std::string_view::npos) {
    url.scheme = text::lower(text.substr(0, mark));
    text.remove_prefix(mark + 3);
  }
  if (url.scheme != "https" && url.scheme != "http") return bad();
  const auto slash = text.find('/');
  const std::string_view path = slash == std::string_view::npos ? "" : text.substr(slash);
  std::string port;
  if (!split_authority(text.substr(0, slash), url.host, port)) return bad();
  if (path.size() > 2000 || !std::all_of(path.begin(), path.end(), is_path_byte)) return bad();
  url.host = text::lower(url.host);
  url.port = url.is_tls() ? 443 : 80;
  if (!port.empty()) {
    const auto number = text::to_integer(port);
    if (!number || *number < 1 || *number > 65535) return bad();
    url.port = static_cast<std::uint16_t>(*number);
  }
  url.path = path;
  return url;
}

}  // namespace tetra::connector
