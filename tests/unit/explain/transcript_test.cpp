#include "harness/explain/transcript.hpp"

#include <gtest/gtest.h>

namespace tetra::explain {
namespace {

std::string utf16(std::u16string_view text, bool little) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8);
    bytes += little ? low : high;
    bytes += little ? high : low;
  }
  return bytes;
}

TEST(Transcript, ReadsWhatPowerShellWrites) {
  const Transcript read = decode("\xFF\xFE" + utf16(u"Prüfen\r\ncurl: (35)\r\n", true));
  EXPECT_EQ(read.text, "Prüfen\ncurl: (35)\n");
  EXPECT_EQ(read.encoding, "utf-16le");
}

TEST(Transcript, ReadsUtf16WithoutAMark) {
  EXPECT_EQ(decode(utf16(u"curl: (35) schannel", true)).text, "curl: (35) schannel");
  EXPECT_EQ(decode(utf16(u"curl: (35) schannel", false)).encoding, "utf-16be");
}

TEST(Transcript, ReadsUtf8WithAndWithoutAMark) {
  EXPECT_EQ(decode("\xEF\xBB\xBFPrüfen\r\n").text, "Prüfen\n");
  EXPECT_EQ(decode("a\rb\r\nc\n").text, "a\nb\nc\n");
  EXPECT_EQ(decode("").text, "");
}

TEST(Transcript, SurvivesHalfCharacters) {
  EXPECT_EQ(decode(std::string("\xFF\xFE\x3D\xD8", 4)).text, "\uFFFD")
      << "a surrogate without its other half";
  EXPECT_EQ(decode("\xFF\xFE" + utf16(u"\U0001F600", true)).text, "\U0001F600");
  EXPECT_EQ(decode(std::string("\xFF\xFE\x41", 3)).text, "\uFFFD");
}

TEST(Transcript, SaysWhatItCannotRead) {
  EXPECT_EQ(read_transcript("/nonexistent/x.txt").error().code, "cannot-read");
  EXPECT_EQ(read_transcript("/").error().code, "cannot-read");
  EXPECT_EQ(read_transcript("/dev/zero").error().code, "too-long");
}

}  // namespace
}  // namespace tetra::explain
