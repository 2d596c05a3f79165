#include "mockserver/http/range.hpp"

#include <algorithm>
#include <optional>

#include "engine/base/text.hpp"

namespace tetra::http {
namespace {

// 1*DIGIT; what no file is long enough for counts as the largest number.
std::optional<std::uint64_t> digits(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos)
    return std::nullopt;
  const auto value = text::to_integer(text);
  return value ? static_cast<std::uint64_t>(*value) : UINT64_MAX;
}

}  // namespace

RangeAnswer read_range(std::string_view value, std::uint64_t size, ByteRange& into) {
  constexpr std::string_view unit = "bytes=";
  if (!text::equals_ignoring_case(value.substr(0, unit.size()), unit)) return RangeAnswer::none;
  value = text::trim(value.substr(unit.size()));
  const auto dash = value.find('-');
  if (dash == std::string_view::npos) return RangeAnswer::none;
  const auto left = value.substr(0, dash);
  const auto right = value.substr(dash + 1);
  if (left.empty()) {
    const auto suffix = digits(right);
    if (!suffix || (*suffix > 0 && size == 0)) return RangeAnswer::none;
    if (*suffix == 0) return RangeAnswer::unsatisfiable;
    into = ByteRange{size - std::min(*suffix, size), size - 1};
    return RangeAnswer::one;
  }
  const auto first = digits(left);
  const auto last = right.empty() ? UINT64_MAX : digits(right);
  if (!first || !last || *last < *first) return RangeAnswer::none;
  if (*first >= size) return RangeAnswer::unsatisfiable;
  into = ByteRange{*first, std::min(*last, size - 1)};
  return RangeAnswer::one;
}

}  // namespace tetra::http
