#include "harness/select/shell_words.hpp"

#include <fmt/format.h>

namespace tetra::select {

std::string quoted(const std::string& word) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=@%+,";
  if (!word.empty() && word.find_first_not_of(plain) == word.npos) return word;
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string quoted(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) line += (line.empty() ? "" : " ") + quoted(word);
  return line;
}

std::string lab_script(std::string_view comment, const std::string& program,
                       const std::string& folder, std::string_view words) {
  const std::string enter =
      folder.empty() ? std::string() : "cd " + quoted(folder) + " 2>/dev/null || :\n";
  return fmt::format(
      "#!/bin/sh\n# {}\ntetralab=${{TETRALAB:-{}}}\n[ -x \"$tetralab\" ] || "
      "tetralab=tetralab\n{}exec \"$tetralab\" {} \"$@\"\n",
      comment, quoted(program), enter, words);
}

}  // namespace tetra::select
