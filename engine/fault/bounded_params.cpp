// Parameters whose values can be told beforehand: whole numbers between bounds, words of a list.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/fault/params.hpp"

namespace tetra::fault {

std::int64_t Params::integer(std::string_view name, std::string_view meaning, std::int64_t least,
                             std::int64_t most, std::optional<std::int64_t> fallback) {
  std::optional<std::string> written;
  if (fallback) written = std::to_string(*fallback);
  return symbol(name, meaning, {}, least, most, std::move(written));
}

std::int64_t Params::symbol(std::string_view name, std::string_view meaning,
                            std::span<const Symbol> words, std::int64_t least, std::int64_t most,
                            std::optional<std::string> fallback) {
  ParamInfo info = info_of(name, words.empty() ? "integer" : "symbol", meaning, fallback);
  for (const Symbol& symbol : words) info.choices.emplace_back(symbol.word);
  info.least = least;
  info.most = most;
  const std::vector<std::string> choices = info.choices;
  const Node* node = scalar(std::move(info));
  const std::string written = node != nullptr ? node->text : fallback.value_or("");
  for (const Symbol& symbol : words) {
    if (symbol.word == written) return symbol.value;
  }
  const auto number = text::to_integer(written);
  if (number && *number >= least && *number <= most) return *number;
  if (node != nullptr) {
    const std::string near = text::nearest(written, choices);
    note(Problem{
        number ? "out-of-bounds" : "wrong-type", node->where,
        fmt::format("`{}` is no value for `{}`", written, name),
        near.empty()
            ? fmt::format("a whole number from {} to {}{}", least, most,
                          choices.empty() ? "" : ", or one of: " + text::join(choices, ", "))
            : fmt::format("did you mean `{}`?", near)});
  }
  return least;
}

std::optional<std::int64_t> Params::maybe_integer(std::string_view name, std::string_view meaning,
                                                  std::int64_t least, std::int64_t most) {
  ParamInfo info = optional_of(name, "integer", meaning);
  info.least = least;
  info.most = most;
  const Node* node = scalar(std::move(info));
  if (node == nullptr) return std::nullopt;
  const auto number = text::to_integer(node->text);
  if (number && *number >= least && *number <= most) return number;
  note(Problem{number ? "out-of-bounds" : "wrong-type", node->where,
               fmt::format("`{}` is no value for `{}`", node->text, name),
               fmt::format("a whole number from {} to {}", least, most)});
  return std::nullopt;
}

bool Params::flag(std::string_view name, std::string_view meaning, bool fallback) {
  return one_of<bool>(name, meaning, {{"true", true}, {"false", false}},
                      fallback ? "true" : "false");
}

std::size_t Params::word_index(std::string_view name, std::string_view meaning,
                               const std::vector<std::string>& words,
                               std::optional<std::string> fallback) {
  ParamInfo info = info_of(name, "one-of", meaning, fallback);
  info.choices = words;
  const Node* node = scalar(std::move(info));
  const std::string written = node != nullptr ? node->text : fallback.value_or("");
  const auto found = std::find(words.begin(), words.end(), written);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  if (node != nullptr) {
    const std::string near = text::nearest(written, words);
    note(Problem{
        "unknown-word", node->where, fmt::format("`{}` is no value for `{}`", written, name),
        near.empty()
            ? "one of: " + text::join(words, ", ")
            : fmt::format("did you mean `{}`? One of: {}", near, text::join(words, ", "))});
  }
  return 0;
}

}  // namespace tetra::fault
