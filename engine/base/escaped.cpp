#include "engine/base/escaped.hpp"

#include <fmt/format.h>

#include "engine/base/utf8.hpp"

namespace tetra::text {
namespace {

// Not characters in XML 1.0, section 2.2.
bool is_for_nobody(char32_t code) {
  return code == 0xfffe || code == 0xffff;
}

}  // namespace

std::string escaped(std::string_view text, std::size_t most) {
  std::string out;
  for (std::size_t offset = 0; offset < text.size(); --most) {
    if (most == 0) return out + "…";
    const auto character = text::character_at(text, offset);
    const auto code = static_cast<unsigned>(character.code);
    if (character.valid && !text::is_control(character.code) && !is_for_nobody(character.code)) {
      out += text.substr(offset, character.length);
    } else if (code <= 0xff) {
      out += fmt::format("\\x{:02x}", code);
    } else {
      out += fmt::format("\\u{:04x}", code);
    }
    offset += character.length;
  }
  return out;
}

std::string escaped_lines(std::string_view text, std::size_t most_bytes) {
  std::string out;
  if (text.size() > most_bytes) {
    const std::size_t line = text.find('\n', text.size() - most_bytes);
    text.remove_prefix(line == text.npos || line + 1 == text.size() ? text.size() - most_bytes
                                                                    : line + 1);
    out = "… only the end of it\n";
  }
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    out += escaped(line, most_bytes);
    if (end == text.npos) break;
    out += '\n';
    text.remove_prefix(end + 1);
  }
  return out;
}

}  // namespace tetra::text
