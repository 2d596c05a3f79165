#include "engine/base/escapes.hpp"

#include <gtest/gtest.h>

namespace tetra::text {
namespace {

TEST(Unescape, MakesOneByteOfEachEscape) {
  EXPECT_EQ(unescape(R"(a\r\n\t\0\\\x80\xFfz)"), std::string("a\r\n\t\0\\\x80\xffz", 9));
}

TEST(Unescape, LeavesEverythingElseAlone) {
  const std::string text("\0 /\"'\r\n\xff", 9);
  EXPECT_EQ(unescape(text), text);
  EXPECT_EQ(unescape(""), "");
}

TEST(Unescape, RefusesABackslashBeforeAnythingElse) {
  for (const char* bad :
       {"\\", R"(\q)", R"(\x)", R"(\x1)", R"(\xg0)", R"(\x-1)", R"(\x 1)", R"(a\)"})
    EXPECT_FALSE(unescape(bad)) << bad;
}

}  // namespace
}  // namespace tetra::text
