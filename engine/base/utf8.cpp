#include "engine/base/utf8.hpp"

#include <array>

namespace tetra::text {
namespace {

struct Span {
  char32_t first, last;
};
// Combining marks, joiners and variation selectors.
constexpr std::array<Span, 4> narrow{
    {{0x300, 0x36f}, {0x200b, 0x200f}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}}};
// East Asian wide and full width, and the emoji blocks, rounded to blocks.
constexpr std::array<Span, 9> wide{{{0x1100, 0x115f},
                                    {0x2e80, 0xa4cf},
                                    {0xac00, 0xd7a3},
                                    {0xf900, 0xfaff},
                                    {0xfe30, 0xfe6f},
                                    {0xff00, 0xff60},
                                    {0xffe0, 0xffe6},
                                    {0x1f300, 0x1faff},
                                    {0x20000, 0x3fffd}}};
constexpr std::array<Span, 5> control{
    {{0, 0x1f}, {0x7f, 0x9f}, {0x200e, 0x200f}, {0x2028, 0x202e}, {0x2066, 0x2069}}};

template <std::size_t N>
bool within(const std::array<Span, N>& spans, char32_t code) {
  for (const Span& span : spans) {
    if (code >= span.first && code <= span.last) return true;
  }
  return false;
}

struct Lead {
  std::size_t length;
  char32_t bits;
  char32_t least;  // smaller code points have a shorter form
};

Lead lead_of(unsigned char byte) {
  if (byte < 0x80) return {1, byte, 0};
  if (byte >= 0xc2 && byte <= 0xdf) return {2, static_cast<char32_t>(byte & 0x1f), 0x80};
  if (byte >= 0xe0 && byte <= 0xef) return {3, static_cast<char32_t>(byte & 0x0f), 0x800};
  if (byte >= 0xf0 && byte <= 0xf4) return {4, static_cast<char32_t>(byte & 0x07), 0x10000};
  return {0, byte, 0};
}

}  // namespace

Character character_at(std::string_view text, std::size_t offset) {
  const auto byte = static_cast<unsigned char>(text[offset]);
  const Lead lead = lead_of(byte);
  const Character bad{byte, 1, false};
  if (lead.length == 0 || offset + lead.length > text.size()) return bad;
  char32_t code = lead.bits;
  for (std::size_t i = 1; i < lead.length; ++i) {
    const auto next = static_cast<unsigned char>(text[offset + i]);
    if ((next & 0xc0) != 0x80) return bad;
    code = (code << 6) | (next & 0x3f);
  }
  if (code < lead.least || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return bad;
  return {code, lead.length, true};
}

int display_width(char32_t code) {
  if (within(narrow, code)) return 0;
  return within(wide, code) ? 2 : 1;
}

bool is_control(char32_t code) {
  return within(control, code);
}

}  // namespace tetra::text
