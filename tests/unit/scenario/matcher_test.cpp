#include "engine/scenario/matcher.hpp"

#include <gtest/gtest.h>

#include "engine/document/yaml.hpp"
#include "engine/scenario/loader.hpp"

namespace tetra::scenario {
namespace {

Matcher matcher(std::string_view yaml) {
  const auto document = document::parse_yaml("probe: " + std::string(yaml), "matcher");
  auto read = Matcher::read(*document->find("probe"));
  EXPECT_TRUE(read) << yaml << ": " << (read ? "" : to_string(read.error()));
  return read ? std::move(*read) : Matcher();
}
bool matches(std::string_view yaml, Observed observed, std::string_view probe = "value") {
  return matcher(yaml).matches(probe, observed);
}
Observed number(std::int64_t n) {
  return n;
}
Observed text(std::string t) {
  return t;
}
Problem refused(std::string_view yaml) {
  const auto document = document::parse_yaml("probe: " + std::string(yaml), "matcher");
  const auto read = Matcher::read(*document->find("probe"));
  EXPECT_FALSE(read) << yaml;
  return read ? Problem{} : read.error();
}

TEST(Same32Bits, HoldsForEveryFormOfAPublishedCode) {
  for (const std::int64_t n :
       {std::int64_t{4294965196}, std::int64_t{-2100}, std::int64_t{0xFFFFF7CC}}) {
    EXPECT_TRUE(same_32_bits(n, 4294965196));
    EXPECT_TRUE(same_32_bits(-2100, n));
  }
  EXPECT_FALSE(same_32_bits(-2100, 4294965193));
  EXPECT_FALSE(same_32_bits(4294965196 + (std::int64_t{1} << 32), -2100));
  EXPECT_FALSE(same_32_bits(204, -2100));
  EXPECT_TRUE(same_32_bits(INT64_MAX, INT64_MAX));
}

TEST(Matcher, TakesANumberInEveryForm) {
  for (const char* form : {"4294965196", "-2100", "0xFFFFF7CC", "0xfffff7cc"}) {
    EXPECT_TRUE(matches(form, number(4294965196))) << form;
    EXPECT_TRUE(matches(form, number(-2100))) << form;
    EXPECT_TRUE(matches(form, text("4294965196"))) << form;
    EXPECT_TRUE(matches(form, text(" 0xFFFFF7CC\n"))) << form;
    EXPECT_FALSE(matches(form, number(4294965193))) << form;
    EXPECT_FALSE(matches(form, number(204))) << form;
    EXPECT_TRUE(matches(form, number(204), "exit")) << form;
  }
}

TEST(Matcher, ComparesAnExitStatusByWhatAProcessCanReport) {
  EXPECT_TRUE(matches("204", number(4294965196), "exit"));
  EXPECT_TRUE(matches("204", number(-2100), "exit"));
  EXPECT_FALSE(matches("204", number(-2100), "lasterror"));
  EXPECT_TRUE(matches("12175", number(12175 & 0xff), "exit"));
  EXPECT_FALSE(matches("56", number(312), "exit"));
  EXPECT_FALSE(matches("56", number(57), "exit"));
}

TEST(Matcher, NeverTakesSuccessForAFailure) {
  EXPECT_FALSE(matches("256", number(0), "exit"));
  EXPECT_FALSE(matches("-256", number(0), "exit"));
  EXPECT_FALSE(matches("0", number(-256), "exit"));
  EXPECT_TRUE(matches("0", number(0), "exit"));
}

TEST(Matcher, TakesRanges) {
  EXPECT_TRUE(matches("1..", number(1)));
  EXPECT_TRUE(matches("1..", number(INT64_MAX)));
  EXPECT_FALSE(matches("1..", number(0)));
  EXPECT_TRUE(matches("..5", number(0)));
  EXPECT_FALSE(matches("..5", number(6)));
  EXPECT_TRUE(matches("2..4", text("3")));
  EXPECT_FALSE(matches("2..4", text("three")));
  EXPECT_TRUE(matches("0xFFFFF7C0..0xFFFFF7CF", number(-2100)));
  EXPECT_FALSE(matches("1..", number(INT64_MIN)));
}

TEST(Matcher, TakesOneOfSeveral) {
  EXPECT_TRUE(matches("[56, 7]", number(7)));
  EXPECT_TRUE(matches("[56, 7, 20..30, own]", number(25)));
  EXPECT_FALSE(matches("[56, 7]", number(6)));
}

TEST(Matcher, FindsARegularExpressionAnywhereInAText) {
  EXPECT_TRUE(matches("\"407\"", text("CONNECT tunnel failed, response 407\n")));
  EXPECT_TRUE(
      matches("(?i)could not resolve (host|proxy)", text("curl: (6) Could not resolve host: x")));
  EXPECT_FALSE(matches("^resolve", text("could not resolve")));
  EXPECT_FALSE(matches("407", text("response 407")));
  EXPECT_TRUE(matches("a.c", text(std::string("\xff\x00 abc", 6))));
}

TEST(Matcher, ComparesATextWithTheWholeOfANumber) {
  EXPECT_TRUE(matches("\"56\"", number(56)));
  EXPECT_FALSE(matches("\"5\"", number(56)));
  EXPECT_TRUE(matches("5[67]", number(57)));
  EXPECT_FALSE(matches("own", number(56)));
}

TEST(Matcher, KnowsWhenAProbeFoundNothing) {
  EXPECT_TRUE(matches("none", std::monostate()));
  EXPECT_TRUE(matches("[none, 0]", std::monostate()));
  EXPECT_TRUE(matches("none", text("none")));
  EXPECT_FALSE(matches("\"none\"", std::monostate()));
  EXPECT_FALSE(matches("0..", std::monostate()));
  EXPECT_FALSE(matches(".*", std::monostate()));
}

TEST(Matcher, TellsWhatWasWritten) {
  EXPECT_EQ(matcher("56").written(), "56");
  EXPECT_EQ(matcher("[56, 7]").written(), "[56, 7]");
  EXPECT_EQ(matcher("'say \"no\"'").written(), "\"say \\\"no\\\"\"");
  EXPECT_EQ(matcher("[own, 3]").alternatives().at(0).text, "own");
}

TEST(Matcher, RefusesABadExpressionWithTheReason) {
  EXPECT_NE(refused("\"a(b\"").what.find("missing )"), std::string::npos);
  EXPECT_EQ(refused("\"a(b\"").where.column, 8);
  EXPECT_EQ(refused("\"(?<=x)y\"").code, "bad-pattern");
  EXPECT_EQ(refused("\"((a{100}){100}){100}\"").code, "bad-pattern");
  EXPECT_EQ(refused('"' + std::string(5000, 'x') + '"').code, "bad-pattern");
}

TEST(Matcher, RefusesWhatIsNoAlternative) {
  EXPECT_EQ(refused("~").code, "missing-value");
  EXPECT_EQ(refused("[]").code, "missing-value");
  EXPECT_EQ(refused("{a: b}").code, "wrong-type");
  EXPECT_EQ(refused("9..1").code, "bad-range");
  EXPECT_EQ(refused("-5..5").code, "bad-range");
  EXPECT_EQ(refused("123456789012345678901").code, "bad-number");
  std::string many = "[1";
  for (int i = 0; i < 100; ++i) many += ", 1";
  EXPECT_EQ(refused(many + "]").code, "too-big");
}

}  // namespace
}  // namespace tetra::scenario
