#include "engine/base/quantity.hpp"

#include <gtest/gtest.h>

namespace tetra {
namespace {

using namespace std::chrono_literals;

TEST(ByteSize, KnowsBinaryAndDecimalUnits) {
  EXPECT_EQ(parse_byte_size("64KiB")->bytes, 65536u);
  EXPECT_EQ(parse_byte_size("10kB")->bytes, 10000u);
  EXPECT_EQ(parse_byte_size("1.5MiB")->bytes, 1572864u);
  EXPECT_EQ(parse_byte_size("64 KiB").error().code, "bad-size");
  EXPECT_EQ(parse_byte_size("1.5").error().code, "bad-size");
}

TEST(Duration, NeedsAUnit) {
  EXPECT_EQ(*parse_duration("1.5s"), 1500ms);
  EXPECT_EQ(*parse_duration("-30d"), -720h);
  EXPECT_EQ(parse_duration("10").error().code, "bad-duration");
  EXPECT_EQ(parse_duration("soon").error().code, "bad-duration");
}

TEST(Position, ResolvesAgainstALength) {
  EXPECT_EQ(parse_position("50%")->resolve(301), 150u);
  EXPECT_EQ(parse_position("-1")->resolve(300), 299u);
  EXPECT_EQ(parse_position("64KiB")->resolve(100), std::nullopt);
  EXPECT_EQ(parse_position("64KiB")->resolve(std::nullopt), 65536u);
  EXPECT_EQ(parse_position("101%").error().code, "bad-position");
}

TEST(Range, ReadsOpenAndClosedEnds) {
  EXPECT_EQ(*parse_range("3"), (Range{3, 3}));
  EXPECT_EQ(*parse_range("2.."), (Range{2, UINT64_MAX}));
  EXPECT_EQ(*parse_range("..5"), (Range{0, 5}));
  EXPECT_EQ(parse_range("5..2").error().code, "bad-range");
  EXPECT_EQ(parse_range("..").error().code, "bad-range");
}

TEST(ToString, WritesWhatTheParserReads) {
  for (const char* text : {"250ms", "1.5s", "2m", "30d"})
    EXPECT_EQ(to_string(*parse_duration(text)), text);
  for (const char* text : {"50%", "-1", "65536"}) EXPECT_EQ(to_string(*parse_position(text)), text);
  for (const char* text : {"3", "2..5", "2.."}) EXPECT_EQ(to_string(*parse_range(text)), text);
}

}  // namespace
}  // namespace tetra
