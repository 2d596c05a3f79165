#include "engine/document/caret.hpp"

#include "engine/document/yaml.hpp"
#include "tests/unit/scenario/reading.hpp"

namespace tetra::scenario {
namespace {

std::string shown(std::string_view text) {
  const auto document = document::parse_yaml(text, "x.yaml");
  if (!document) return document::with_caret(document.error(), text);
  const auto scenario = read_scenario(*document, {});
  return scenario ? "" : document::with_caret(scenario.error().front(), text);
}
std::string at(int line, int column, std::string_view text) {
  return document::with_caret(Problem{"c", Place{"f", line, column}, "w", ""}, text);
}

TEST(Caret, StandsBelowTheWordAsCompilersPrintIt) {
  EXPECT_EQ(shown("stage: download\n\n\n\n\nfaults:\n  - update: {cut: {att: 50%}}\n"),
            "x.yaml:7:20: error: unknown parameter `att`\n"
            "  7 |   - update: {cut: {att: 50%}}\n"
            "    |                    ^~~\n"
            "    help: did you mean `at`?\n");
}

TEST(Caret, UnderlinesAQuotedTextAndItsQuotes) {
  EXPECT_EQ(shown("expect: {curl: {stderr: \"a b (\"}}"),
            "x.yaml:1:25: error: `a b (` is not a regular expression: missing ): a b (\n"
            "  1 | expect: {curl: {stderr: \"a b (\"}}\n"
            "    |                         ^~~~~~~\n"
            "    help: put a \\ before signs that stand for themselves; the syntax is RE2's\n");
}

TEST(Caret, CountsCharactersAndWideOnesTwice) {
  EXPECT_EQ(at(1, 6, "äöü: x"), "f:1:6: error: w\n  1 | äöü: x\n    |      ^\n");
  EXPECT_EQ(at(1, 5, "日本: wert"), "f:1:5: error: w\n  1 | 日本: wert\n    |       ^~~~\n");
  EXPECT_EQ(at(1, 5, "e\xcc\x81: x"), "f:1:5: error: w\n  1 | e\xcc\x81: x\n    |    ^\n");
}

TEST(Caret, ShowsTabsAsBlanksAndControlBytesAsEscapes) {
  EXPECT_EQ(at(2, 2, "a\n\tb: 1"), "f:2:2: error: w\n  2 |   b: 1\n    |   ^\n");
  EXPECT_EQ(at(1, 3, "\x1b\x07x"), "f:1:3: error: w\n  1 | \\x1b\\x07x\n    |         ^\n");
  EXPECT_EQ(at(1, 2, "\xffx"), "f:1:2: error: w\n  1 | \\xffx\n    |     ^\n");
  const std::string out = shown("\"\\e[31mred\\u202e\": 1");
  EXPECT_EQ(out.find('\x1b'), std::string::npos);
  EXPECT_EQ(out.find("\xe2\x80\xae"), std::string::npos);
  EXPECT_NE(out.find("unknown key `\\x1b[31mred\\u202e`"), std::string::npos) << out;
}

TEST(Caret, ShortensLongLinesAroundItself) {
  const std::string text = std::string(500, 'a') + " here " + std::string(500, 'b');
  EXPECT_EQ(at(1, 502, text), "f:1:502: error: w\n  1 | …" + std::string(59, 'a') + " here " +
                                  std::string(35, 'b') + "…\n    | " + std::string(61, ' ') +
                                  "^~~~\n");
  EXPECT_EQ(at(1, 1, std::string(101, 'a')), "f:1:1: error: w\n  1 | " + std::string(100, 'a') +
                                                 "…\n    | ^" + std::string(99, '~') + "\n");
}

TEST(Caret, StandsBehindTheEndWhenSomethingIsMissingThere) {
  EXPECT_EQ(at(1, 3, "a:"), "f:1:3: error: w\n  1 | a:\n    |   ^\n");
  EXPECT_EQ(at(1, 99, "a:"), "f:1:99: error: w\n  1 | a:\n    |   ^\n");
}

TEST(Caret, IsLeftOutWhenThereIsNoSuchLine) {
  EXPECT_EQ(at(9, 1, "a"), "f:9:1: error: w\n");
  EXPECT_EQ(document::with_caret(Problem{"c", Place{"no-file", 0, 0}, "w", "h"}),
            "no-file: error: w\n    help: h\n");
}

TEST(Caret, ShortensLongMessages) {
  EXPECT_LT(document::with_caret(Problem{"c", Place{}, std::string(1 << 20, 'x'), ""}, "").size(),
            700U);
}

}  // namespace
}  // namespace tetra::scenario
