#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/node.hpp"

namespace tetra::document {

/// At most 60 characters of a text, for messages.
std::string shortened(std::string_view text);
/// "did you mean `x`?" or, when nothing is near, "known: a, b, c".
std::string suggestion(std::string_view typed, const std::vector<std::string>& known);

/// The mistakes of one document, the first 100 of them, collected while it is read. Each `want_…`
/// notes one when the node is not what it asks for.
class Mistakes {
 public:
  void note(std::string_view code, const Place& where, std::string what, std::string hint = {});
  void note(Problem problem);
  const std::vector<Problem>& all() const { return all_; }
  std::vector<Problem> take() { return std::move(all_); }

  /// The value, or nothing and its problem noted.
  template <class T>
  std::optional<T> take(Result<T> result) {
    if (result) return std::move(*result);
    note(std::move(result.error()));
    return std::nullopt;
  }

  bool want_map(const Node& node, std::string_view key, std::string_view example);
  bool want_list(const Node& node, std::string_view key, std::string_view example);
  /// A scalar's text; `key` and `example` are for the message.
  std::optional<std::string> want_text(const Node& node, std::string_view key,
                                       std::string_view example);
  /// One word of a list.
  std::optional<std::string> want_word(const Node& node, std::string_view key,
                                       const std::vector<std::string>& words);
  /// Notes every key of the map that is not known. `place` says where it stands: "a scenario", "an
  /// attempt".
  void reject_unknown(const Node& map, const std::vector<std::string>& known,
                      std::string_view place);

 private:
  static constexpr std::size_t most_told = 100;
  bool want(bool is, const Node& node, std::string_view key, std::string_view wanted,
            std::string_view example);
  std::vector<Problem> all_;
};

}  // namespace tetra::document
