#include "proxy-sim/auth/scheme.hpp"

#include "engine/base/text.hpp"

namespace tetra::proxy::auth {

std::optional<std::string_view> credentials_for(const http::Request& request,
                                                std::string_view word) {
  const auto field = request.fields.find("Proxy-Authorization");
  if (!field) return std::nullopt;
  const std::string_view value = text::trim(*field);
  const std::size_t space = value.find(' ');
  if (!text::equals_ignoring_case(value.substr(0, space), word)) return std::nullopt;
  return space == std::string_view::npos ? std::string_view() : text::trim(value.substr(space));
}

std::string quoted_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::accepted:
      return "accepted";
    case Outcome::absent:
      return "absent";
    case Outcome::rejected:
      return "rejected";
    case Outcome::malformed:
      return "malformed";
    case Outcome::stale:
      return "stale";
    case Outcome::underway:
      return "underway";
  }
  return "unknown";
}

}  // namespace tetra::proxy::auth
