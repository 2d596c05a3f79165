#include "engine/scenario/matcher.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <limits>

#include "engine/base/text.hpp"
#include "engine/document/mistakes.hpp"

namespace tetra::scenario {
namespace {

constexpr std::size_t most_alternatives = 100;
constexpr std::size_t longest_pattern = 4096;

constexpr std::int64_t two_to_32 = std::int64_t{1} << 32;

// The number as unsigned 32 bits, when it can be written in 32 at all.
std::optional<std::int64_t> unsigned_32(std::int64_t n) {
  if (n < std::numeric_limits<std::int32_t>::min() || n >= two_to_32) return std::nullopt;
  return n < 0 ? n + two_to_32 : n;
}

// A process reports the low 8 bits of what it returned; a report from Windows has all 32 of a small
// negative number.
bool same_exit(std::int64_t expected, std::int64_t observed) {
  const auto is_byte = [](std::int64_t n) { return n >= 0 && n <= 255; };
  const auto is_negative_32 = [](std::int64_t n) {
    return n < 0 || (unsigned_32(n) && n >= two_to_32 / 2);
  };
  if ((expected == 0) != (observed == 0)) return false;
  if ((expected & 0xff) != (observed & 0xff)) return false;
  return (is_byte(observed) && !is_byte(expected)) ||
         (is_byte(expected) && is_negative_32(observed));
}

bool looks_like_number(std::string_view text) {
  static const re2::RE2 form("[+-]?([0-9]+|0[xX][0-9a-fA-F]+)");
  return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), form);
}

bool looks_like_range(std::string_view text) {
  static const re2::RE2 form("(-?[0-9][0-9a-fA-FxX]*)?\\.\\.(-?[0-9][0-9a-fA-FxX]*)?");
  return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), form);
}

Result<std::shared_ptr<const re2::RE2>> compile_expression(const Node& node) {
  if (node.text.size() > longest_pattern) {
    return fail("bad-pattern", node.where,
                fmt::format("the regular expression is longer than {} bytes", longest_pattern),
                "shorten it");
  }
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  auto expression = std::make_shared<const re2::RE2>(node.text, options);
  if (!expression->ok()) {
    return fail("bad-pattern", node.where,
                fmt::format("`{}` is not a regular expression: {}", document::shortened(node.text),
                            expression->error()),
                "put a \\ before signs that stand for themselves; the syntax is RE2's");
  }
  return expression;
}

std::string written_form(const Node& node) {
  if (!node.quoted) return node.text;
  std::string out = "\"";
  for (const char c : node.text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

}  // namespace

bool same_32_bits(std::int64_t a, std::int64_t b) {
  if (a == b) return true;
  const auto left = unsigned_32(a);
  return left && left == unsigned_32(b);
}

Result<Matcher::Pattern> Matcher::compile(const Node& node) {
  if (node.is_null())
    return fail("missing-value", node.where, "there is no value to compare with",
                "write a number, a range (1..) or a regular expression");
  if (!node.is_scalar())
    return fail("wrong-type", node.where,
                fmt::format("one alternative is a single value, not {}", node.kind_name()),
                "write [56, 7]");
  Pattern pattern;
  if (!node.quoted && looks_like_number(node.text)) {
    pattern.number = text::to_integer(node.text);
    if (!pattern.number)
      return fail("bad-number", node.where,
                  fmt::format("`{}` does not fit into 64 bits", document::shortened(node.text)),
                  "quote it if it is a text");
    return pattern;
  }
  if (!node.quoted && looks_like_range(node.text)) {
    auto range = parse_range(node.text, node.where);
    if (!range) return fail(range.error());
    pattern.range = *range;
    return pattern;
  }
  if (node.text.empty())
    return fail("missing-value", node.where, "an empty text is found in every text",
                "write `none` for nothing found, or what is looked for");
  pattern.none = !node.quoted && node.text == "none";
  auto expression = compile_expression(node);
  if (!expression) return fail(expression.error());
  pattern.expression = std::move(*expression);
  return pattern;
}

Result<Matcher> Matcher::read(const Node& node) {
  Matcher matcher;
  matcher.alternatives_ = node.is_list() ? node.items : std::vector<Node>{node};
  const std::size_t count = matcher.alternatives_.size();
  if (count == 0)
    return fail("missing-value", node.where, "an empty list matches nothing",
                "write at least one alternative");
  if (count > most_alternatives)
    return fail("too-big", node.where,
                fmt::format("these are more than {} alternatives", most_alternatives),
                "use a range or a regular expression");
  std::vector<std::string> forms;
  for (const Node& alternative : matcher.alternatives_) {
    auto pattern = compile(alternative);
    if (!pattern) return fail(pattern.error());
    matcher.patterns_.push_back(std::move(*pattern));
    forms.push_back(written_form(alternative));
  }
  matcher.written_ = node.is_list() ? "[" + text::join(forms, ", ") + "]" : forms.front();
  return matcher;
}

bool Matcher::matches_number(const Pattern& pattern, std::string_view probe,
                             std::int64_t observed) {
  if (pattern.number)
    return same_32_bits(*pattern.number, observed) ||
           (probe == "exit" && same_exit(*pattern.number, observed));
  if (pattern.range) {
    const auto bits = observed < 0 ? unsigned_32(observed) : std::optional<std::int64_t>(observed);
    return bits && pattern.range->contains(static_cast<std::uint64_t>(*bits));
  }
  return re2::RE2::FullMatch(std::to_string(observed), *pattern.expression);
}

bool Matcher::matches_text(const Pattern& pattern, std::string_view probe,
                           std::string_view observed) {
  if (pattern.expression)
    return re2::RE2::PartialMatch(re2::StringPiece(observed.data(), observed.size()),
                                  *pattern.expression);
  const auto number = text::to_integer(text::trim(observed));
  return number && matches_number(pattern, probe, *number);
}

bool Matcher::matches(std::string_view probe, const Observed& observed) const {
  for (const Pattern& pattern : patterns_) {
    if (const auto* number = std::get_if<std::int64_t>(&observed)) {
      if (matches_number(pattern, probe, *number)) return true;
    } else if (const auto* found = std::get_if<std::string>(&observed)) {
      if (matches_text(pattern, probe, *found)) return true;
    } else if (pattern.none) {
      return true;
    }
  }
  return false;
}

}  // namespace tetra::scenario
