#include "mockserver/http/range.hpp"

#include <gtest/gtest.h>

namespace tetra::http {
namespace {

struct Case {
  const char* value;
  std::uint64_t size;
  RangeAnswer answer;
  std::uint64_t first = 0, last = 0;
};

// RFC 9110 section 14.1.2, its own examples among them.
TEST(Range, IsReadAsTheRfcSays) {
  constexpr RangeAnswer one = RangeAnswer::one;
  constexpr RangeAnswer none = RangeAnswer::none;
  constexpr RangeAnswer unsatisfiable = RangeAnswer::unsatisfiable;
  const Case cases[] = {{"bytes=0-499", 10000, one, 0, 499},
                        {"bytes=500-999", 10000, one, 500, 999},
                        {"bytes=-500", 10000, one, 9500, 9999},
                        {"bytes=9500-", 10000, one, 9500, 9999},
                        {"bytes=0-0", 10000, one, 0, 0},
                        {"bytes=-1", 10000, one, 9999, 9999},
                        {"bytes=0-", 1, one, 0, 0},
                        {"bytes=0-10000", 10000, one, 0, 9999},
                        {"bytes=0-99999999999999999999", 10000, one, 0, 9999},
                        {"bytes=-10001", 10000, one, 0, 9999},
                        {"Bytes=1-2", 10000, one, 1, 2},
                        {"bytes= 1-2", 10000, one, 1, 2},
                        {"bytes=10000-", 10000, unsatisfiable},
                        {"bytes=10000-10001", 10000, unsatisfiable},
                        {"bytes=99999999999999999999-", 10000, unsatisfiable},
                        {"bytes=-0", 10000, unsatisfiable},
                        {"bytes=0-", 0, unsatisfiable},
                        {"bytes=-5", 0, none},
                        {"bytes=5-4", 10000, none},
                        {"bytes=-", 10000, none},
                        {"bytes=", 10000, none},
                        {"bytes", 10000, none},
                        {"", 10000, none},
                        {"bytes=1", 10000, none},
                        {"bytes=a-b", 10000, none},
                        {"bytes=0x0-0x5", 10000, none},
                        {"bytes=+1-2", 10000, none},
                        {"bytes=1-2-3", 10000, none},
                        {"bytes=--1", 10000, none},
                        {"bytes=0-0,-1", 10000, none},
                        {"bytes=500-600,601-999", 10000, none},
                        {"lines=0-1", 10000, none}};
  for (const Case& c : cases) {
    ByteRange range;
    ASSERT_EQ(read_range(c.value, c.size, range), c.answer) << c.value;
    if (c.answer != one) continue;
    EXPECT_EQ(range.first, c.first) << c.value;
    EXPECT_EQ(range.last, c.last) << c.value;
  }
}

}  // namespace
}  // namespace tetra::http
