#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/node.hpp"
#include "engine/base/quantity.hpp"

namespace re2 {
class RE2;
}

namespace tetra::scenario {

/// One observed value: a number (exit status, code) or a text (stderr). monostate: the probe found
/// nothing.
using Observed = std::variant<std::monostate, std::int64_t, std::string>;

/// What an observed value must be: one of several alternatives, each a number, a range of numbers
/// (`1..`), or a regular expression (RE2, found anywhere in a text; the whole of a number's decimal
/// form). Written as a scalar or a list of scalars; quoted scalars are always regular expressions,
/// and the plain word `none` is also what a probe that found nothing gives. Numbers that stand for
/// the same 32 bits are equal in any form: 4294965196, -2100 and 0xFFFFF7CC; `exit` compares them
/// by their low 8 bits as well, since that is all that a process can report (204), but never takes
/// success for a failure.
class Matcher {
 public:
  static Result<Matcher> read(const Node& node);
  bool matches(std::string_view probe, const Observed& observed) const;
  /// As written, for reports: `56`, `[56, 7]`, `"407"`.
  const std::string& written() const { return written_; }
  /// The alternatives' texts as written; for words that a client file gives a meaning (`own`).
  const std::vector<Node>& alternatives() const { return alternatives_; }

 private:
  // Parallel to alternatives_.
  struct Pattern {
    std::optional<std::int64_t> number;
    std::optional<Range> range;
    std::shared_ptr<const re2::RE2> expression;
    bool none = false;
  };
  static Result<Pattern> compile(const Node& node);
  static bool matches_number(const Pattern& pattern, std::string_view probe, std::int64_t observed);
  static bool matches_text(const Pattern& pattern, std::string_view probe,
                           std::string_view observed);

  std::vector<Node> alternatives_;
  std::vector<Pattern> patterns_;
  std::string written_;
};

/// Whether two numbers are the same 32 bits.
bool same_32_bits(std::int64_t a, std::int64_t b);

}  // namespace tetra::scenario
