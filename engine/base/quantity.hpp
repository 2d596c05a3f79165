#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace tetra {

using Duration = std::chrono::nanoseconds;

/// A number of bytes, written `0`, `65536`, `64KiB`, `1MiB`, `10kB`, `1MB`.
struct ByteSize {
  std::uint64_t bytes = 0;
  friend bool operator==(const ByteSize&, const ByteSize&) = default;
};

/// A place in a stream of bytes: `65536` or `64KiB` from its start, `-1` from its end, `50%` of its
/// length, or behind the first occurrence of a text (`{after: "…"}`).
struct Position {
  enum class Kind { from_start, from_end, percent, after_text };
  Kind kind = Kind::from_start;
  std::uint64_t bytes = 0;
  double percent = 0;
  std::string text;

  /// The offset in a stream of that many bytes, percentages rounded down. nullopt when the stream
  /// has no such place, or when only the bytes themselves can tell (after_text, or a stream whose
  /// length is unknown).
  std::optional<std::uint64_t> resolve(std::optional<std::uint64_t> length) const;
  friend bool operator==(const Position&, const Position&) = default;
};

/// Whole numbers from first to last, written `3`, `2..5`, `2..` or `..5`. Counting starts at 1
/// wherever the language counts.
struct Range {
  std::uint64_t first = 0;
  std::uint64_t last = UINT64_MAX;
  bool contains(std::uint64_t n) const { return n >= first && n <= last; }
  friend bool operator==(const Range&, const Range&) = default;
};

Result<ByteSize> parse_byte_size(std::string_view text, const Place& where = {});
/// `250ms`, `1.5s`, `2m`, `1h`, `30d`; a bare number is an error, because a unit is missing.
Result<Duration> parse_duration(std::string_view text, const Place& where = {});
Result<Position> parse_position(std::string_view text, const Place& where = {});
Result<Range> parse_range(std::string_view text, const Place& where = {});

std::string to_string(const ByteSize& size);
std::string to_string(Duration duration);
std::string to_string(const Position& position);
std::string to_string(const Range& range);

}  // namespace tetra
