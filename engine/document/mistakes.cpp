#include "engine/document/mistakes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/base/utf8.hpp"

namespace tetra::document {

std::string shortened(std::string_view text) {
  std::size_t end = 0;
  for (int characters = 0; end < text.size(); ++characters) {
    if (characters == 60) return std::string(text.substr(0, end)) + "…";
    end += text::character_at(text, end).length;
  }
  return std::string(text);
}

std::string suggestion(std::string_view typed, const std::vector<std::string>& known) {
  constexpr std::size_t longest_typed =
      64;  // the edit distance costs its length times the candidate's
  constexpr std::size_t shortest_typed = 3;  // everything is near to a shorter word
  const bool comparable = typed.size() >= shortest_typed && typed.size() <= longest_typed;
  const std::string near = comparable ? text::nearest(typed, known) : "";
  if (!near.empty()) return fmt::format("did you mean `{}`?", near);
  constexpr std::size_t most_listed = 40;
  return known.empty() || known.size() > most_listed ? "" : "known: " + text::join(known, ", ");
}

void Mistakes::note(std::string_view code, const Place& where, std::string what, std::string hint) {
  note(Problem{std::string(code), where, std::move(what), std::move(hint)});
}

void Mistakes::note(Problem problem) {
  if (all_.size() < most_told) all_.push_back(std::move(problem));
}

bool Mistakes::want(bool is, const Node& node, std::string_view key, std::string_view wanted,
                    std::string_view example) {
  if (is) return true;
  if (node.is_null()) {
    note("missing-value", node.where, fmt::format("`{}` has no value", shortened(key)),
         fmt::format("write {}, or leave the key out", example));
  } else {
    note("wrong-type", node.where,
         fmt::format("`{}` wants {}, not {}", shortened(key), wanted, node.kind_name()),
         fmt::format("write {}", example));
  }
  return false;
}

bool Mistakes::want_map(const Node& node, std::string_view key, std::string_view example) {
  return want(node.is_map(), node, key, "a map", example);
}

bool Mistakes::want_list(const Node& node, std::string_view key, std::string_view example) {
  return want(node.is_list(), node, key, "a list", example);
}

std::optional<std::string> Mistakes::want_text(const Node& node, std::string_view key,
                                               std::string_view example) {
  if (!want(node.is_scalar(), node, key, "a single value", example)) return std::nullopt;
  return node.text;
}

std::optional<std::string> Mistakes::want_word(const Node& node, std::string_view key,
                                               const std::vector<std::string>& words) {
  if (!want(node.is_scalar(), node, key, "one word", "one of: " + text::join(words, ", ")))
    return std::nullopt;
  if (std::find(words.begin(), words.end(), node.text) != words.end()) return node.text;
  note("unknown-word", node.where,
       fmt::format("`{}` is no value for `{}`", shortened(node.text), key),
       suggestion(node.text, words));
  return std::nullopt;
}

void Mistakes::reject_unknown(const Node& map, const std::vector<std::string>& known,
                              std::string_view place) {
  for (const Node::Entry& entry : map.entries) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    note("unknown-key", entry.where,
         fmt::format("unknown key `{}` in {}", shortened(entry.key), place),
         suggestion(entry.key, known));
  }
}

}  // namespace tetra::document
