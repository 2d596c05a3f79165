#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "engine/base/node.hpp"
#include "engine/document/mistakes.hpp"

namespace tetra::scenario {

/// The words that the members of one family give with `with:`, put where `$word` or `${word}`
/// stands. A value that is nothing but one such place becomes the word's value as it is written, a
/// number, a list or a map; within a longer text the word's text is put in. A word with `en` and
/// `de` gives a text below `en:` or `de:` its own language. `$$` is a dollar sign, and so is every
/// `$` without a word after it.
class MemberWords {
 public:
  explicit MemberWords(document::Mistakes& mistakes) : mistakes_(mistakes) {}

  /// Puts the words of `with` (nullptr: there are none) into a member's document. `own`: those that
  /// the member gives itself; each of them must be used.
  void put_into(Node& scenario, const std::string& member, const Node* with, const Node* own);
  /// Notes what no member or not every member gives, and the words of the common part that no
  /// member uses; after the last member.
  void note_leftovers(const Node* common, std::size_t members);

 private:
  using Missing = std::tuple<std::string, int, int, std::string>;  // file, line, column, word

  void check(const Node& with);
  void put(Node& node, const std::string& language);
  void put_into_text(Node& text, const std::string& language);
  std::string text_of(const Node& text, std::string_view word, const std::string& language);
  const Node* value_of(std::string_view word, const Place& where, const std::string& language);
  void note_idle(const Node::Entry& word, const std::string& where);

  document::Mistakes& mistakes_;
  const Node* with_ = nullptr;  // of the member whose turn it is
  std::string member_;
  std::set<std::string, std::less<>> used_by_member_, used_;
  std::set<std::string> missing_here_, known_;
  std::map<Missing, std::vector<std::string>> missing_;  // -> the members that do not give it
};

}  // namespace tetra::scenario
