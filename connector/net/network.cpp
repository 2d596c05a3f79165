#include "connector/net/network.hpp"

#include <fmt/format.h>

#include <utility>

#include "engine/base/text.hpp"

namespace tetra::connector {

Result<ConnectTo> parse_connect_to(std::string_view text) {
  const auto bad = [&] {
    return fail("bad-connect-to", {},
                fmt::format("`{}` is not HOST:PORT:ADDR:PORT", text::printable(text, 80)),
                "for example tetra-defs.amp.cisco.com:443:127.0.0.1:4433; an IPv6 address goes in "
                "brackets");
  };
  std::vector<std::string> parts;
  std::string part;
  bool inside = false;
  for (const char c : text) {
    if (c == '[' || c == ']') {
      inside = c == '[';
    } else if (c == ':' && !inside) {
      parts.push_back(std::move(part));
      part.clear();
    } else {
      part += c;
    }
  }
  parts.push_back(part);
  if (parts.size() != 4) return bad();
  ConnectTo rule{text::lower(parts[0]), 0, parts[2], 0};
  for (const auto& [written, port] :
       {std::pair{&parts[1], &rule.port}, std::pair{&parts[3], &rule.to_port}}) {
    if (written->empty()) continue;
    const auto number = text::to_integer(*written);
    if (!number || *number < 1 || *number > 65535) return bad();
    *port = static_cast<std::uint16_t>(*number);
  }
  return rule;
}

}  // namespace tetra::connector
