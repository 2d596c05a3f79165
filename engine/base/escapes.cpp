#include "engine/base/escapes.hpp"

#include "engine/base/text.hpp"

namespace tetra::text {
namespace {

// The byte that the escape stands for, taken off the text behind its backslash.
std::optional<char> take_escape(std::string_view& rest) {
  if (rest.empty()) return std::nullopt;
  const char kind = rest.front();
  rest.remove_prefix(1);
  switch (kind) {
    case 'r':
      return '\r';
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case '0':
      return '\0';
    case '\\':
      return '\\';
    case 'x':
      break;
    default:
      return std::nullopt;
  }
  const std::string_view digits = rest.substr(0, 2);
  if (digits.size() != 2 ||
      digits.find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos)
    return std::nullopt;
  rest.remove_prefix(2);
  return static_cast<char>(*to_integer("0x" + std::string(digits)));
}

}  // namespace

std::optional<std::string> unescape(std::string_view text) {
  std::string bytes;
  while (!text.empty()) {
    const char next = text.front();
    text.remove_prefix(1);
    const auto byte = next == '\\' ? take_escape(text) : next;
    if (!byte) return std::nullopt;
    bytes += *byte;
  }
  return bytes;
}

}  // namespace tetra::text
