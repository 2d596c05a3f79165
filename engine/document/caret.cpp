#include "engine/document/caret.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "engine/base/utf8.hpp"
#include "engine/document/yaml.hpp"

namespace tetra::document {
namespace {

constexpr std::size_t widest = 100;           // terminal columns of a source line
constexpr std::size_t before_caret = 60;      // of them before the caret, when the line is longer
constexpr std::size_t longest_message = 600;  // characters

// One character of the source as it is shown: a tab as blanks, what a terminal would obey as an
// escape.
struct Cell {
  std::string shown;
  std::size_t width = 1;
  char32_t code = 0;
};

Cell cell_of(std::string_view text, std::size_t offset, const text::Character& character) {
  if (!character.valid)
    return {fmt::format("\\x{:02x}", static_cast<unsigned>(character.code)), 4, character.code};
  if (character.code == '\t') return {"  ", 2, character.code};
  if (text::is_control(character.code)) {
    std::string escape = character.code < 0x100
                             ? fmt::format("\\x{:02x}", static_cast<unsigned>(character.code))
                             : fmt::format("\\u{:04x}", static_cast<unsigned>(character.code));
    const std::size_t width = escape.size();
    return {std::move(escape), width, character.code};
  }
  return {std::string(text.substr(offset, character.length)),
          static_cast<std::size_t>(text::display_width(character.code)), character.code};
}

std::vector<Cell> cells_of(std::string_view text, std::size_t most) {
  std::vector<Cell> cells;
  for (std::size_t offset = 0; offset < text.size() && cells.size() < most;) {
    const text::Character character = text::character_at(text, offset);
    cells.push_back(cell_of(text, offset, character));
    offset += character.length;
  }
  return cells;
}

std::string safe(std::string_view text) {
  std::string out;
  const auto cells = cells_of(text, longest_message + 1);
  for (std::size_t i = 0; i < std::min(cells.size(), longest_message); ++i) out += cells[i].shown;
  return cells.size() > longest_message ? out + "…" : out;
}

std::optional<std::string_view> line_of(std::string_view text, int number) {
  if (number < 1) return std::nullopt;
  std::size_t start = 0;
  for (int line = 1; line < number; ++line) {
    start = text.find('\n', start);
    if (start == std::string_view::npos) return std::nullopt;
    ++start;
  }
  return text.substr(start, text.find('\n', start) - start);
}

bool ends_word(char32_t code) {
  return std::u32string_view(U" \t\r,:{}[]#").find(code) != std::u32string_view::npos;
}

// How many characters to underline: a quoted text up to its closing quote, else one word.
std::size_t word_length(const std::vector<Cell>& cells, std::size_t at) {
  if (at >= cells.size()) return 1;
  const char32_t quote = cells[at].code == '"' || cells[at].code == '\'' ? cells[at].code : 0;
  std::size_t end = at + 1;
  while (end < cells.size() &&
         (quote != 0 ? cells[end].code != quote : !ends_word(cells[end].code)))
    ++end;
  return end - at + (quote != 0 && end < cells.size() ? 1 : 0);
}

std::size_t width_of(const std::vector<Cell>& cells, std::size_t first, std::size_t last) {
  std::size_t width = 0;
  for (std::size_t i = first; i < std::min(last, cells.size()); ++i) width += cells[i].width;
  return width;
}

// What is shown of a line: all of it, or what is around the caret. Indices into `cells`.
struct Window {
  std::vector<Cell> cells;
  std::size_t caret = 0;
  std::size_t first = 0, last = 0;
  bool more_left = false, more_right = false;
};

Window window_around(std::string_view line, std::size_t caret) {
  Window window;
  std::size_t offset = 0;
  std::size_t character = 0;
  while (character + widest < caret && offset < line.size()) {
    offset += text::character_at(line, offset).length;
    ++character;
  }
  window.cells = cells_of(line.substr(offset), 4 * widest);
  window.caret = std::min(caret - std::min(caret, character), window.cells.size());
  window.last = window.cells.size();
  if (offset == 0 && width_of(window.cells, 0, window.cells.size()) <= widest) return window;
  window.first = window.caret;
  for (std::size_t width = 0; window.first > 0; --window.first) {
    width += window.cells[window.first - 1].width;
    if (width > before_caret) break;
  }
  window.last = window.caret;
  for (std::size_t width = width_of(window.cells, window.first, window.caret);
       window.last < window.cells.size(); ++window.last) {
    width += window.cells[window.last].width;
    if (width > widest) break;
  }
  window.more_left = offset > 0 || window.first > 0;
  window.more_right = window.last < window.cells.size();
  return window;
}

std::string excerpt(std::string_view line, const Place& where) {
  const Window window =
      window_around(line, static_cast<std::size_t>(std::max(where.column, 1) - 1));
  std::string shown = window.more_left ? "…" : "";
  for (std::size_t i = window.first; i < window.last; ++i) shown += window.cells[i].shown;
  if (window.more_right) shown += "…";
  const std::size_t indent =
      width_of(window.cells, window.first, window.caret) + (window.more_left ? 1 : 0);
  const std::size_t end = std::min(window.caret + word_length(window.cells, window.caret),
                                   std::max(window.last, window.caret + 1));
  const std::size_t length = std::max<std::size_t>(width_of(window.cells, window.caret, end), 1);
  const std::string number = std::to_string(where.line);
  return fmt::format("  {} | {}\n  {:{}} | {:{}}^{:~>{}}\n", number, shown, "", number.size(), "",
                     indent, "", length - 1);
}

}  // namespace

std::string with_caret(const Problem& problem, std::string_view text) {
  std::string out = safe(problem.where.file);
  if (problem.where.line > 0)
    out += fmt::format(":{}:{}", problem.where.line, problem.where.column);
  out += fmt::format(": error: {}\n", safe(problem.what));
  if (const auto line = line_of(text, problem.where.line)) out += excerpt(*line, problem.where);
  if (!problem.hint.empty()) out += fmt::format("    help: {}\n", safe(problem.hint));
  return out;
}

std::string with_caret(const Problem& problem) {
  const auto text =
      problem.where.line > 0 ? read_text(problem.where.file) : Result<std::string>("");
  return text ? with_caret(problem, *text) : with_caret(problem, "");
}

}  // namespace tetra::document
