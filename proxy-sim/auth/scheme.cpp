#include "proxy-sim/auth/scheme.hpp"

namespace tetra::proxy::auth {

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
    case Outcome::accepted: return "accepted";
    case Outcome::absent: return "absent";
    case Outcome::rejected: return "rejected";
    case Outcome::malformed: return "malformed";
  }
  return "unknown";
}

}  // namespace tetra::proxy::auth
