#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace tetra::pages {

/// The columns of the terminal on standard output; 100 when it is none or does not say.
std::size_t terminal_columns();

/// A page for people, made line by line: what is too long for the terminal goes on in the next
/// line, below where it began. Control characters of texts are shown, not obeyed.
class Page {
 public:
  explicit Page(std::size_t columns) : columns_(columns) {}

  /// A paragraph, broken at blanks; line ends of the text stay.
  void paragraph(std::size_t indent, std::string_view text);
  /// A name in a column of that many characters, and what there is to say of it beside it; below
  /// it, when the name is too long.
  void field(std::size_t indent, std::size_t width, std::string_view name, std::string_view value);
  void gap() { text_ += '\n'; }
  const std::string& text() const { return text_; }

 private:
  void wrap(std::string line, std::size_t hanging, std::string_view text);

  std::size_t columns_;
  std::string text_;
};

}  // namespace tetra::pages
