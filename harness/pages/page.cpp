#include "harness/pages/page.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

#include "engine/base/escaped.hpp"
#include "engine/base/text.hpp"

namespace tetra::pages {
namespace {

constexpr std::size_t unlimited = 100000;

// Columns that a text takes: one for each character, whatever bytes UTF-8 needs for it.
std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

}  // namespace

std::size_t terminal_columns() {
  winsize size{};
  const bool told = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return told ? std::clamp<std::size_t>(size.ws_col, 40, 140) : 100;
}

void Page::paragraph(std::size_t indent, std::string_view text) {
  for (const std::string& line : text::split(text, '\n'))
    wrap(std::string(indent, ' '), indent, line);
}

void Page::field(std::size_t indent, std::size_t width, std::string_view name,
                 std::string_view value) {
  std::string line = std::string(indent, ' ') + text::escaped(name, unlimited);
  const std::size_t wanted = indent + width + 2;
  const std::size_t taken = columns_of(line);
  if (taken + 2 > wanted) {
    text_ += line + '\n';
    line = std::string(wanted, ' ');
  } else {
    line += std::string(wanted - taken, ' ');
  }
  wrap(std::move(line), wanted, value);
}

void Page::wrap(std::string line, std::size_t hanging, std::string_view text) {
  std::size_t taken = columns_of(line);
  bool fresh = true;
  for (const std::string& word : text::split(text::escaped(text, unlimited), ' ')) {
    const std::size_t needs = columns_of(word);
    if (!fresh && taken + 1 + needs > columns_) {
      text_ += line + '\n';
      line = std::string(hanging, ' ');
      taken = hanging;
      fresh = true;
    }
    line += (fresh ? "" : " ") + word;
    taken += needs + (fresh ? 0 : 1);
    fresh = false;
  }
  while (line.ends_with(' ')) line.pop_back();
  text_ += line + '\n';
}

}  // namespace tetra::pages
