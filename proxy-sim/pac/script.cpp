#include "proxy-sim/pac/script.hpp"

#include <fmt/format.h>

namespace tetra::pac {
namespace {

// A JavaScript string literal (ECMA-262 section 12.9.4).
std::string literal_of(std::string_view text) {
  std::string literal = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') literal += '\\';
    if (byte < 0x20) {
      literal += fmt::format("\\u{:04x}", byte);
    } else {
      literal += c;
    }
  }
  return literal + "\"";
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

}  // namespace

std::string healthy_script(const Places& places) {
  return "function FindProxyForURL(url, host) {\n"
         "  if (isPlainHostName(host) || dnsDomainIs(host, \".corp.example\")) return \"DIRECT\";\n"
         "  return " +
         literal_of("PROXY " + places.proxy) + ";\n}\n";
}

std::string script_that_returns(std::string_view list) {
  return "function FindProxyForURL(url, host) {\n  return " + literal_of(list) + ";\n}\n";
}

std::string filled(std::string text, const Places& places) {
  replace_all(text, "{proxy}", places.proxy);
  replace_all(text, "{socks}", places.socks);
  replace_all(text, "{pac}", places.pac);
  replace_all(text, "{dead}", places.dead);
  return text;
}

}  // namespace tetra::pac
