#include "engine/document/not_yaml.hpp"

#include <fmt/format.h>

#include <map>

#include "engine/document/mistakes.hpp"

namespace tetra::document {
namespace {

// Most often it is not what the parser stumbled over but the tab before it.
std::optional<int> tab_column(std::string_view text, int line) {
  std::size_t start = 0;
  for (int at = 1; at < line; ++at) {
    start = text.find('\n', start);
    if (start == std::string_view::npos) return std::nullopt;
    ++start;
  }
  const std::string_view rest = text.substr(start);
  const auto tab = rest.substr(0, rest.find_first_not_of(" \t")).find('\t');
  if (tab == std::string_view::npos) return std::nullopt;
  return static_cast<int>(tab) + 1;
}

// The parser's words, with what to do about it.
std::string what_to_do(const YAML::Exception& error) {
  using namespace YAML::ErrorMsg;
  static const std::map<std::string_view, std::string_view> hints{
      {END_OF_MAP, "is this line indented as the keys that it belongs to?"},
      {END_OF_SEQ,
       "is this line indented as the `- ` that it belongs to, or its keys two spaces further?"},
      {MAP_VALUE, "a text with `: ` in it needs quotes"},
      {BLOCK_ENTRY, "a list begins on a line of its own"},
      {FLOW_END, "there is a bracket or a comma too many"},
      {UNKNOWN_TOKEN, "a text that begins with a special character needs quotes"},
      {INVALID_ESCAPE, "in \"…\" a backslash begins an escape; write \\\\, or use '…'"},
  };
  for (const auto& [words, hint] : hints) {
    if (std::string_view(error.msg).starts_with(words)) return std::string(hint);
  }
  return {};
}

}  // namespace

Problem not_yaml(const YAML::Exception& error, Place where, std::string_view text,
                 const std::optional<Place>& open_bracket) {
  if (const auto column = tab_column(text, where.line)) {
    where.column = *column;
    return Problem{"tab", std::move(where), "a tab indents the line", "YAML indents with spaces"};
  }
  const bool end_missing =
      error.msg == YAML::ErrorMsg::END_OF_MAP_FLOW || error.msg == YAML::ErrorMsg::END_OF_SEQ_FLOW;
  if (end_missing && open_bracket) {
    return Problem{"bad-yaml", *open_bracket, "the bracket that opens here is not closed",
                   fmt::format("what comes on line {} does not belong into it", where.line)};
  }
  return Problem{"bad-yaml", std::move(where), "this is not YAML: " + shortened(error.msg),
                 what_to_do(error)};
}

}  // namespace tetra::document
