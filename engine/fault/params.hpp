#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/node.hpp"
#include "engine/base/quantity.hpp"
#include "engine/fault/param_info.hpp"

namespace tetra::fault {

/// A word of a standard and its number: `{"handshake_failure", 40}`.
struct Symbol {
  std::string_view word;
  std::int64_t value;
};
template <class T>
struct Choice {
  std::string_view word;
  T value;
};

/// Reads one fault's parameters from a scenario, and describes them when there is none: every
/// getter first notes what it was asked for. Mistakes are collected, never thrown; a getter with a
/// mistake returns its fallback or a zero value. Scalars (`{tls-alert: 40}`) stand for the first
/// parameter asked for.
class Params {
 public:
  /// Describes: every getter returns its fallback.
  Params() = default;
  /// Reads. `value` must outlive this.
  explicit Params(const Node& value);

  ByteSize size(std::string_view name, std::string_view meaning,
                std::optional<std::string> fallback = {});
  Position position(std::string_view name, std::string_view meaning,
                    std::optional<std::string> fallback = {});
  Duration duration(std::string_view name, std::string_view meaning,
                    std::optional<std::string> fallback = {});
  Range range(std::string_view name, std::string_view meaning,
              std::optional<std::string> fallback = {});
  std::int64_t integer(std::string_view name, std::string_view meaning, std::int64_t least,
                       std::int64_t most, std::optional<std::int64_t> fallback = {});
  bool flag(std::string_view name, std::string_view meaning, bool fallback);
  std::string text(std::string_view name, std::string_view meaning,
                   std::optional<std::string> fallback = {});
  /// A word of the list, for lists that are made elsewhere; where each word means a value, `one_of`
  /// is shorter.
  std::string word(std::string_view name, std::string_view meaning,
                   const std::vector<std::string>& words,
                   std::optional<std::string> fallback = {}) {
    return words.at(word_index(name, meaning, words, std::move(fallback)));
  }
  /// A text in which `\r`, `\n`, `\t`, `\0`, `\\` and `\xNN` stand for one byte each: for what no
  /// text can say.
  std::string bytes(std::string_view name, std::string_view meaning,
                    std::optional<std::string> fallback = {});
  std::optional<std::string> maybe_bytes(std::string_view name, std::string_view meaning);
  std::vector<std::string> texts(std::string_view name, std::string_view meaning);
  std::vector<std::string> texts_or_none(std::string_view name, std::string_view meaning);
  /// A word of the list, or any number from least to most.
  std::int64_t symbol(std::string_view name, std::string_view meaning,
                      std::span<const Symbol> words, std::int64_t least, std::int64_t most,
                      std::optional<std::string> fallback = {});
  template <class T>
  T one_of(std::string_view name, std::string_view meaning,
           std::initializer_list<Choice<T>> choices, std::optional<std::string> fallback = {}) {
    std::vector<std::string> words;
    for (const auto& choice : choices) words.emplace_back(choice.word);
    const std::size_t index = word_index(name, meaning, words, std::move(fallback));
    return (choices.begin() + index)->value;
  }

  std::optional<ByteSize> maybe_size(std::string_view name, std::string_view meaning);
  std::optional<Duration> maybe_duration(std::string_view name, std::string_view meaning);
  std::optional<Position> maybe_position(std::string_view name, std::string_view meaning);
  std::optional<std::int64_t> maybe_integer(std::string_view name, std::string_view meaning,
                                            std::int64_t least, std::int64_t most);
  std::optional<std::string> maybe_text(std::string_view name, std::string_view meaning);
  /// A map of texts (`{X-Header: value}`), in order.
  std::vector<std::pair<std::string, std::string>> pairs(std::string_view name,
                                                         std::string_view meaning);

  /// A mistake that only the fault itself can see ("give `at` or `after`").
  void complain(std::string what, std::string hint = {});
  /// The first mistake, unknown keys included, or nothing. Call after the constructor of the fault.
  std::optional<Problem> problem() const;
  const std::vector<ParamInfo>& described() const { return described_; }
  /// Whether it only describes: no scenario asked for this fault, so nothing can be wrong with it.
  bool describes() const { return value_ == nullptr; }

 private:
  const Node* ask(ParamInfo info);
  Duration read_duration(std::string_view name, const Node& node);
  Position read_position(std::string_view name, const Node* node);
  std::string read_bytes(std::string_view name, const Node& node);
  std::vector<std::string> read_texts(std::string_view name, const Node* node);
  std::size_t word_index(std::string_view name, std::string_view meaning,
                         const std::vector<std::string>& words,
                         std::optional<std::string> fallback);
  const Node* scalar(ParamInfo info);
  void note(Problem problem);
  template <class T>
  T take(Result<T> result);

  const Node* value_ = nullptr;
  std::vector<ParamInfo> described_;
  std::vector<Problem> problems_;
};

}  // namespace tetra::fault
