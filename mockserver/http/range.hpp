#pragma once
#include <cstdint>
#include <string_view>

namespace tetra::http {

/// Bytes first to last, both within the representation.
struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

enum class RangeAnswer {
  none,          ///< the whole: no range, a malformed one, or several
  one,           ///< 206
  unsatisfiable  ///< 416
};

/// A Range field's value against a representation of that many bytes (RFC 9110 section 14.1.2).
RangeAnswer read_range(std::string_view value, std::uint64_t size, ByteRange& into);

}  // namespace tetra::http
