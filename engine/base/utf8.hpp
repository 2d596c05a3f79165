#pragma once
#include <cstddef>
#include <string_view>

namespace tetra::text {

/// One character of a text: its code point and how many bytes it takes. Bytes that are not UTF-8
/// (overlong forms and surrogates included) come one at a time with `valid` false and the byte
/// itself as `code`.
struct Character {
  char32_t code = 0;
  std::size_t length = 1;
  bool valid = true;
};
/// The character at an offset below `text.size()`.
Character character_at(std::string_view text, std::size_t offset);

/// Terminal columns that a character takes: 0, 1 or 2.
int display_width(char32_t code);
/// Characters that a terminal obeys instead of showing: C0, DEL, C1, and those that turn the
/// writing direction.
bool is_control(char32_t code);

}  // namespace tetra::text
