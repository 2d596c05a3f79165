#include "engine/base/text.hpp"

#include <gtest/gtest.h>

namespace tetra::text {
namespace {

TEST(Glob, StarStaysWithinASegment) {
  EXPECT_TRUE(glob("/av64bit_*/versions.dat", "/av64bit_97276/versions.dat"));
  EXPECT_FALSE(glob("/av64bit_*", "/av64bit_97276/versions.dat"));
}

TEST(Glob, TwoStarsCrossSegments) {
  EXPECT_TRUE(glob("/av64bit_*/**", "/av64bit_97276/avx/Plugins/7zip.xmd.gzip"));
  EXPECT_TRUE(glob("**/*.gzip", "/av64bit_97276/avx/Plugins/7zip.xmd.gzip"));
  EXPECT_FALSE(glob("/av32bit_*/**", "/av64bit_97276/avx/a"));
  EXPECT_TRUE(glob("**", ""));
}

TEST(Glob, ManyStarsOnALongSubjectEndQuickly) {
  EXPECT_FALSE(glob("**a**a**a**a**a**a**b", std::string(5000, 'a')));
}

TEST(ToInteger, TakesDecimalAndHexAndNothingElse) {
  EXPECT_EQ(to_integer("4294965196"), 4294965196);
  EXPECT_EQ(to_integer("-2100"), -2100);
  EXPECT_EQ(to_integer("0xFFFFF7CC"), 4294965196);
  EXPECT_EQ(to_integer("12x"), std::nullopt);
  EXPECT_EQ(to_integer(""), std::nullopt);
  EXPECT_EQ(to_integer("99999999999999999999"), std::nullopt);
}

TEST(Nearest, SuggestsOnlyWhatIsNear) {
  EXPECT_EQ(nearest("authentcate", {"authenticate", "cut", "status"}), "authenticate");
  EXPECT_EQ(nearest("zebra", {"authenticate", "cut", "status"}), "");
}

}  // namespace
}  // namespace tetra::text
