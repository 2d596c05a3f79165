#include "engine/base/quantity.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "engine/base/text.hpp"

namespace tetra {
namespace {

struct Number {
  double value = 0;
  std::string_view unit;
};

// std::from_chars stops at the unit, never looks at a locale and never skips blanks.
std::optional<Number> leading_number(std::string_view text) {
  Number number;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number.value,
                                            std::chars_format::fixed);
  if (error != std::errc() || !std::isfinite(number.value)) return std::nullopt;
  number.unit = text.substr(static_cast<std::size_t>(end - text.data()));
  return number;
}

struct Unit {
  std::string_view name;
  double factor;
};
constexpr std::array<Unit, 9> byte_units{{{"", 1},
                                          {"B", 1},
                                          {"kB", 1e3},
                                          {"KB", 1e3},
                                          {"MB", 1e6},
                                          {"GB", 1e9},
                                          {"KiB", 1024},
                                          {"MiB", 1048576},
                                          {"GiB", 1073741824}}};
constexpr std::array<Unit, 7> time_units{
    {{"ns", 1}, {"us", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"m", 6e10}, {"h", 3.6e12}, {"d", 8.64e13}}};

template <std::size_t N>
const Unit* find_unit(const std::array<Unit, N>& units, std::string_view name) {
  for (const Unit& unit : units) {
    if (unit.name == name) return &unit;
  }
  return nullptr;
}

}  // namespace

std::optional<std::uint64_t> Position::resolve(std::optional<std::uint64_t> length) const {
  switch (kind) {
    case Kind::from_start:
      if (length && bytes > *length) return std::nullopt;
      return bytes;
    case Kind::from_end:
      if (!length || bytes > *length) return std::nullopt;
      return *length - bytes;
    case Kind::percent:
      if (!length) return std::nullopt;
      // 33.3 is a little less than it says; a millionth of a byte makes up for it.
      return static_cast<std::uint64_t>(
          static_cast<long double>(*length) * static_cast<long double>(percent) / 100.0L + 1e-6L);
    case Kind::after_text:
      return std::nullopt;
  }
  return std::nullopt;
}

Result<ByteSize> parse_byte_size(std::string_view text, const Place& where) {
  const auto number = leading_number(text);
  const Unit* unit = number ? find_unit(byte_units, number->unit) : nullptr;
  if (unit == nullptr || number->value < 0) {
    return fail("bad-size", where, fmt::format("`{}` is not a number of bytes", text),
                "write it like 65536, 64KiB, 10kB or 1MiB");
  }
  const double bytes = number->value * unit->factor;
  if (bytes > 9e15 || bytes != std::floor(bytes)) {
    return fail("bad-size", where,
                fmt::format("`{}` is not a whole number of bytes below 9 PB", text),
                "use whole bytes");
  }
  return ByteSize{static_cast<std::uint64_t>(bytes)};
}

Result<Duration> parse_duration(std::string_view text, const Place& where) {
  const auto number = leading_number(text);
  const Unit* unit = number ? find_unit(time_units, number->unit) : nullptr;
  if (unit == nullptr) {
    return fail("bad-duration", where, fmt::format("`{}` is not a duration", text),
                "give a number and a unit: 250ms, 1.5s, 2m, 1h or 30d");
  }
  const double nanoseconds = number->value * unit->factor;
  if (std::abs(nanoseconds) > 9e18)
    return fail("bad-duration", where, fmt::format("`{}` is too long", text),
                "the longest is 100000d");
  return Duration{static_cast<Duration::rep>(nanoseconds)};
}

Result<Position> parse_position(std::string_view text, const Place& where) {
  Position position;
  if (!text.empty() && text.back() == '%') {
    const auto number = leading_number(text);
    if (!number || number->unit != "%" || number->value < 0 || number->value > 100) {
      return fail("bad-position", where,
                  fmt::format("`{}` is not a percentage from 0% to 100%", text), "for example 50%");
    }
    position.kind = Position::Kind::percent;
    position.percent = number->value;
    return position;
  }
  if (!text.empty() && text.front() == '-') {
    position.kind = Position::Kind::from_end;
    text.remove_prefix(1);
  }
  auto size = parse_byte_size(text, where);
  if (!size) {
    return fail("bad-position", where, fmt::format("`{}` is not a place in a stream", text),
                "give bytes (65536, 64KiB), bytes from the end (-1), a percentage (50%) or {after: "
                "\"text\"}");
  }
  position.bytes = size->bytes;
  return position;
}

Result<Range> parse_range(std::string_view text, const Place& where) {
  const auto bad = [&] {
    return fail("bad-range", where, fmt::format("`{}` is not a range of whole numbers", text),
                "write 3, 2..5, 2.. or ..5");
  };
  const auto dots = text.find("..");
  const auto number = [](std::string_view part) -> std::optional<std::uint64_t> {
    const auto value = text::to_integer(part);
    if (!value || *value < 0) return std::nullopt;
    return static_cast<std::uint64_t>(*value);
  };
  if (dots == std::string_view::npos) {
    const auto only = number(text);
    if (!only) return bad();
    return Range{*only, *only};
  }
  Range range;
  const auto left = text.substr(0, dots);
  const auto right = text.substr(dots + 2);
  if (left.empty() && right.empty()) return bad();
  if (!left.empty()) {
    const auto first = number(left);
    if (!first) return bad();
    range.first = *first;
  }
  if (!right.empty()) {
    const auto last = number(right);
    if (!last) return bad();
    range.last = *last;
  }
  if (range.first > range.last)
    return fail("bad-range", where, fmt::format("`{}` runs backwards", text),
                "the smaller number comes first");
  return range;
}

std::string to_string(const ByteSize& size) {
  return fmt::format("{}", size.bytes);
}

std::string to_string(Duration duration) {
  const auto ns = duration.count();
  for (const Unit& unit : {Unit{"d", 8.64e13}, Unit{"h", 3.6e12}, Unit{"m", 6e10}, Unit{"s", 1e9},
                           Unit{"ms", 1e6}, Unit{"us", 1e3}}) {
    if (std::abs(static_cast<double>(ns)) >= unit.factor)
      return fmt::format("{:g}{}", static_cast<double>(ns) / unit.factor, unit.name);
  }
  return fmt::format("{}ns", ns);
}

std::string to_string(const Position& position) {
  switch (position.kind) {
    case Position::Kind::from_start:
      return fmt::format("{}", position.bytes);
    case Position::Kind::from_end:
      return fmt::format("-{}", position.bytes);
    case Position::Kind::percent:
      return fmt::format("{:g}%", position.percent);
    case Position::Kind::after_text:
      return fmt::format("after \"{}\"", text::printable(position.text, 40));
  }
  return {};
}

std::string to_string(const Range& range) {
  if (range.first == range.last) return fmt::format("{}", range.first);
  if (range.last == UINT64_MAX) return fmt::format("{}..", range.first);
  return fmt::format("{}..{}", range.first, range.last);
}

}  // namespace tetra
