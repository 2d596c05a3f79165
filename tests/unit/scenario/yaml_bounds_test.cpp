#include <fstream>

#include "engine/document/yaml.hpp"
#include "tests/unit/scenario/reading.hpp"

namespace tetra::scenario {
namespace {

std::string repeated(std::string_view part, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += part;
  return text;
}
std::string code_of(const std::string& text) {
  const auto node = document::parse_yaml(text, "case.yaml");
  return node ? "read" : node.error().code;
}
// Each level holds nine of the level below.
std::string billion_laughs() {
  std::string text = "l0: &l0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n";
  for (int level = 1; level < 10; ++level) {
    const std::string below = std::to_string(level - 1);
    text += "l" + std::to_string(level) + ": &l" + std::to_string(level) + " [" +
            repeated("*l" + below + ", ", 8) + "*l" + below + "]\n";
  }
  return text;
}
std::string staircase(int steps) {
  std::string text;
  for (int i = 0; i < steps; ++i) text += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  return text;
}

TEST(YamlBounds, StopAliasesThatMultiply) {
  EXPECT_EQ(mistakes_in(billion_laughs()), "too-big@4:5");
  EXPECT_EQ(code_of("a: &a " + std::string(900'000, 'x') + "\nb: [" + repeated("*a,", 1000) + "]"),
            "too-big");
  std::string nested = "a0: &a0 [x]\n";
  for (int i = 1; i < 70; ++i)
    nested += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" +
              std::to_string(i - 1) + "]\n";
  EXPECT_EQ(code_of(nested), "too-deep");
}

TEST(YamlBounds, StopDeepNesting) {
  EXPECT_EQ(mistakes_in(repeated("- ", 100'000)), "too-deep@1:129");
  EXPECT_EQ(mistakes_in(staircase(100)), "too-deep@65:65");
  EXPECT_EQ(code_of(staircase(60)), "read");
  EXPECT_EQ(code_of("a: " + repeated("[", 63) + repeated("]", 63)), "read");
  EXPECT_EQ(code_of("a: " + repeated("[", 64) + repeated("]", 64)), "too-deep");
}

TEST(YamlBounds, RefuseBracketsWithoutEnd) {
  for (const char* part : {"[", "{", "[{a: ", "{a: [", "? ", "[? ", "- [", "]", "}", ": ", "{ : "})
    EXPECT_NE(code_of(repeated(part, 100'000)), "read") << part;
}

TEST(YamlBounds, HoldForEverySignOfYaml) {
  for (const char* part : {"&a ", "! ", "\"", "'", "*a ", "%", "--- ", "|\n", "> \n ", "...\n", "#",
                           "- \n", "a: \n", "\\"})
    EXPECT_FALSE(code_of(repeated(part, 100'000)).empty());
}

TEST(YamlBounds, StopLongFilesBeforeReadingThem) {
  EXPECT_EQ(code_of(std::string((1 << 20) + 1, 'x')), "too-big");
  EXPECT_EQ(code_of("a: " + std::string((1 << 20) - 3, 'x')), "read");
  EXPECT_EQ(code_of(std::string(100'000'000, '[')), "too-big");
}

TEST(YamlBounds, StopManyValues) {
  EXPECT_EQ(code_of("[" + repeated("x,", 9'998) + "]"), "read");
  EXPECT_EQ(code_of("[" + repeated("x,", 10'000) + "]"), "too-big");
  std::string keys;
  for (int i = 0; i < 6'000; ++i) keys += "k" + std::to_string(i) + ": 1\n";
  EXPECT_EQ(code_of(keys), "too-big");
}

TEST(YamlBounds, ReadLongKeysAndLinesInTime) {
  EXPECT_EQ(code_of(std::string(900'000, 'x') + ": 1"), "bad-yaml");
  EXPECT_EQ(mistakes_in("? " + std::string(900'000, 'x') + "\n: 1"), "unknown-key@1:3");
  EXPECT_EQ(mistakes_in("stage: " + std::string(900'000, 'x')), "unknown-word@1:8");
}

TEST(YamlBounds, HoldForEndlessFiles) {
  const auto text = document::read_text("/dev/zero");
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, "too-big");
}

}  // namespace
}  // namespace tetra::scenario
