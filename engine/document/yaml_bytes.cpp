#include "engine/document/yaml_bytes.hpp"

#include <fmt/format.h>

#include "engine/base/utf8.hpp"

namespace tetra::document {
namespace {

bool has_byte_order_mark(std::string_view text) {
  return text.starts_with("\xef\xbb\xbf") || text.starts_with("\xfe\xff") ||
         text.starts_with("\xff\xfe");
}

// A tab that opens a line with something on it. A line of blanks alone means nothing in YAML.
bool indents_with_tab(std::string_view text, std::size_t offset, int column) {
  if (text[offset] != '\t' || column != 1) return false;
  const auto next = text.find_first_not_of(" \t", offset);
  return next != std::string_view::npos && text[next] != '\n';
}

std::optional<Problem> check_character(std::string_view text, std::size_t offset,
                                       const text::Character& character, Place where) {
  if (!character.valid) {
    return Problem{
        "bad-encoding", std::move(where),
        fmt::format("the byte 0x{:02x} is not UTF-8", static_cast<unsigned>(character.code)),
        "save the file as UTF-8"};
  }
  if (character.code == '\r') {
    return Problem{"carriage-return", std::move(where), "the line ends in CR LF",
                   "save the file with LF line ends (`sed -i 's/\\r$//' FILE`)"};
  }
  if (indents_with_tab(text, offset, where.column))
    return Problem{"tab", std::move(where), "a tab indents the line", "YAML indents with spaces"};
  if (character.code == '\n' || character.code == '\t' || !text::is_control(character.code))
    return std::nullopt;
  return Problem{"control-byte", std::move(where),
                 fmt::format("the control character U+{:04X} stands in the text",
                             static_cast<unsigned>(character.code)),
                 "write it as an escape in double quotes, for example \"\\x1b\""};
}

}  // namespace

std::optional<Problem> check_bytes(std::string_view text, const std::string& file) {
  if (text.size() > longest_document) {
    return Problem{"too-big", Place{file, 1, 1},
                   fmt::format("the file is longer than {} bytes", longest_document),
                   "split it; a scenario is a page of text"};
  }
  if (has_byte_order_mark(text)) {
    return Problem{"byte-order-mark", Place{file, 1, 1}, "the file starts with a byte-order mark",
                   "save it as UTF-8 without BOM"};
  }
  Place where{file, 1, 1};
  for (std::size_t offset = 0; offset < text.size();) {
    const text::Character character = text::character_at(text, offset);
    if (auto problem = check_character(text, offset, character, where)) return problem;
    offset += character.length;
    if (character.code == '\n') {
      ++where.line;
      where.column = 1;
    } else {
      ++where.column;
    }
  }
  return std::nullopt;
}

}  // namespace tetra::document
