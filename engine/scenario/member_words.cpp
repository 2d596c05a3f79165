#include "engine/scenario/member_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/document/yaml_bytes.hpp"
#include "engine/scenario/vocabulary.hpp"

namespace tetra::scenario {
namespace {

// One `$word`, `${word}` or `$$` of a text. No word: a dollar sign.
struct Spot {
  std::size_t begin, end;
  std::string_view word;
};

bool is_small(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_inner(char c) {
  return is_small(c) || (c >= '0' && c <= '9');
}

// Where a word that begins here ends: small letters and digits, single dashes between them.
std::size_t end_of_word(std::string_view text, std::size_t at) {
  if (at >= text.size() || !is_small(text[at])) return at;
  while (at < text.size()) {
    const bool dash = text[at] == '-' && at + 1 < text.size() && is_inner(text[at + 1]);
    if (!dash && !is_inner(text[at])) break;
    ++at;
  }
  return at;
}

std::optional<Spot> next_spot(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find('$', from); at != std::string_view::npos;
       at = text.find('$', at + 1)) {
    if (text.substr(at + 1).starts_with('$')) return Spot{at, at + 2, {}};
    const bool braced = text.substr(at + 1).starts_with('{');
    const std::size_t begin = at + (braced ? 2 : 1);
    const std::size_t end = end_of_word(text, begin);
    if (end == begin || (braced && !text.substr(end).starts_with('}'))) continue;
    return Spot{at, end + (braced ? 1 : 0), text.substr(begin, end - begin)};
  }
  return std::nullopt;
}

// A word in two languages.
bool is_bilingual(const Node& value) {
  return value.is_map() && !value.entries.empty() &&
         std::all_of(value.entries.begin(), value.entries.end(), [](const Node::Entry& entry) {
           return entry.key == "en" || entry.key == "de";
         });
}

}  // namespace

void MemberWords::put_into(Node& scenario, const std::string& member, const Node* with,
                           const Node* own) {
  with_ = with;
  member_ = member;
  used_by_member_.clear();
  missing_here_.clear();
  if (with != nullptr && !mistakes_.want_map(*with, "with", "`with: {status: 404}`")) return;
  if (with != nullptr) check(*with);
  put(scenario, "");
  used_.insert(used_by_member_.begin(), used_by_member_.end());
  if (own == nullptr) return;
  for (const Node::Entry& entry : own->entries) {
    if (!used_by_member_.contains(entry.key)) note_idle(entry, fmt::format("`{}`", member));
  }
}

void MemberWords::check(const Node& with) {
  for (const Node::Entry& entry : with.entries) {
    known_.insert(entry.key);
    const bool named = end_of_word(entry.key, 0) == entry.key.size() && !entry.key.empty();
    if (!named)
      mistakes_.note("bad-word", entry.where,
                     fmt::format("`{}` can't be a family's word", document::shortened(entry.key)),
                     "a small letter, then small letters, digits and single dashes: status, tls13");
    if (named && entry.value.is_null())
      mistakes_.note("missing-value", entry.where,
                     fmt::format("the word `{}` has no value", entry.key),
                     "write what stands in its place, \"\" for nothing");
  }
}

void MemberWords::put(Node& node, const std::string& language) {
  if (node.is_scalar()) return put_into_text(node, language);
  for (Node& item : node.items) put(item, language);
  for (Node::Entry& entry : node.entries) {
    const bool spoken = entry.key == "en" || entry.key == "de";
    put(entry.value, spoken ? entry.key : language);
  }
}

void MemberWords::put_into_text(Node& text, const std::string& language) {
  const std::string whole = std::move(text.text);
  text.text.clear();
  std::size_t at = 0;
  while (const auto spot = next_spot(whole, at)) {
    const bool alone = spot->begin == 0 && spot->end == whole.size() && !spot->word.empty();
    if (alone) {
      const Node* value = value_of(spot->word, text.where, language);
      const bool quoted = text.quoted;
      if (value != nullptr && !value->is_null()) text = *value;
      text.quoted = text.quoted || quoted;
      return;
    }
    text.text.append(whole, at, spot->begin - at);
    text.text += spot->word.empty() ? "$" : text_of(text, spot->word, language);
    if (text.text.size() > document::longest_document)
      return mistakes_.note("too-big", text.where, "the words make too long a text of this", "");
    at = spot->end;
  }
  text.text.append(whole, at);
}

std::string MemberWords::text_of(const Node& text, std::string_view word,
                                 const std::string& language) {
  const Node* value = value_of(word, text.where, language);
  if (value == nullptr || value->is_null()) return {};
  if (value->is_scalar()) return value->text;
  mistakes_.note("wrong-type", text.where,
                 fmt::format("`{}` is {} in `{}`, and stands within a text here", word,
                             value->kind_name(), document::shortened(member_)),
                 is_bilingual(*value) ? "a word in two languages belongs below `en:` and `de:`"
                                      : "a list or a map can only be a whole value");
  return {};
}

const Node* MemberWords::value_of(std::string_view word, const Place& where,
                                  const std::string& language) {
  const Node* value = with_ == nullptr ? nullptr : with_->find(word);
  if (value == nullptr) {
    missing_here_.emplace(word);
    missing_[Missing(where.file, where.line, where.column, word)].push_back(member_);
    return nullptr;
  }
  used_by_member_.emplace(word);
  if (language.empty() || !is_bilingual(*value)) return value;
  const Node* spoken = value->find(language);
  return spoken != nullptr ? spoken : value->find("en");
}

void MemberWords::note_idle(const Node::Entry& word, const std::string& where) {
  const std::vector<std::string> missing(missing_here_.begin(), missing_here_.end());
  const std::string hint = missing.empty() ? "" : document::suggestion(word.key, missing);
  mistakes_.note(
      "unused-word", word.where,
      fmt::format("`${}` stands nowhere in {}", document::shortened(word.key), where),
      hint.starts_with("did you") ? hint : "write it where it belongs, or take the word out");
}

void MemberWords::note_leftovers(const Node* common, std::size_t members) {
  const std::vector<std::string> known(known_.begin(), known_.end());
  for (const auto& [missing, lacking] : missing_) {
    const auto& [file, line, column, word] = missing;
    const std::string who =
        lacking.size() == members ? "no member of the family gives"
        : lacking.size() == 1
            ? fmt::format("`{}` gives no", document::shortened(lacking.front()))
            : fmt::format("`{}` and {} more give no", document::shortened(lacking.front()),
                          lacking.size() - 1);
    const std::string near = known_.contains(word) ? "" : document::suggestion(word, known);
    mistakes_.note("unknown-placeholder", Place{file, line, column},
                   fmt::format("{} `{}`", who, document::shortened(word)),
                   near.starts_with("did you")
                       ? near
                       : "give it below `with:`, or write `$$` for a dollar sign");
  }
  if (common == nullptr || !common->is_map()) return;
  missing_here_.clear();
  for (const Node::Entry& entry : common->entries) {
    if (!used_.contains(entry.key)) note_idle(entry, "this family");
  }
}

}  // namespace tetra::scenario
