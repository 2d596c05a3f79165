#include "engine/document/yaml.hpp"

#include "engine/document/caret.hpp"
#include "tests/unit/scenario/reading.hpp"

namespace tetra::scenario {
namespace {

Node parsed(std::string_view text) {
  auto node = document::parse_yaml(text, "case.yaml");
  EXPECT_TRUE(node) << (node ? "" : document::with_caret(node.error(), text));
  return node ? std::move(*node) : Node{};
}
std::string place(const Place& where) {
  return where.file + ":" + std::to_string(where.line) + ":" + std::to_string(where.column);
}

TEST(Yaml, KnowsThePlaceOfEveryKeyAndValue) {
  const Node root = parsed("a: 1\nb:\n  - x\n  - {c: d}\n");
  EXPECT_EQ(place(root.where), "case.yaml:1:1");
  EXPECT_EQ(place(root.entries[0].where), "case.yaml:1:1");
  EXPECT_EQ(place(root.entries[0].value.where), "case.yaml:1:4");
  EXPECT_EQ(place(root.entries[1].where), "case.yaml:2:1");
  const Node& list = root.entries[1].value;
  EXPECT_EQ(place(list.where), "case.yaml:3:3");
  EXPECT_EQ(place(list.items[0].where), "case.yaml:3:5");
  EXPECT_EQ(place(list.items[1].entries[0].where), "case.yaml:4:6");
  EXPECT_EQ(place(list.items[1].entries[0].value.where), "case.yaml:4:9");
}

TEST(Yaml, CountsColumnsInCharacters) {
  const Node root = parsed("ä: {ööö: 1, 日本: zwei}\nx: {é: y}");
  const Node& map = root.entries[0].value;
  EXPECT_EQ(place(map.entries[0].value.where), "case.yaml:1:10");
  EXPECT_EQ(place(map.entries[1].where), "case.yaml:1:13");
  EXPECT_EQ(place(map.entries[1].value.where), "case.yaml:1:17");
  EXPECT_EQ(place(root.entries[1].value.entries[0].value.where), "case.yaml:2:8");
}

TEST(Yaml, MarksQuotedScalars) {
  const Node root = parsed("- 407\n- \"407\"\n- '407'\n- |\n  407\n");
  EXPECT_FALSE(root.items[0].quoted);
  EXPECT_TRUE(root.items[1].quoted);
  EXPECT_TRUE(root.items[2].quoted);
  EXPECT_TRUE(root.items[3].quoted);
}

TEST(Yaml, TellsNothingFromAnEmptyText) {
  EXPECT_TRUE(parsed("a:").entries[0].value.is_null());
  EXPECT_TRUE(parsed("a: ~").entries[0].value.is_null());
  EXPECT_TRUE(parsed("a: ''").entries[0].value.is_scalar());
  EXPECT_TRUE(parsed("").is_null());
  EXPECT_EQ(place(parsed("# nothing\n").where), "case.yaml:1:1");
}

TEST(Yaml, CopiesWhatAnAliasStandsFor) {
  const Node root = parsed("a: &x {k: [1, 2]}\nb: *x\nc: [*x, &y z, *y]\n");
  EXPECT_EQ(root.find("b")->find("k")->items.size(), 2U);
  EXPECT_EQ(root.find("c")->items[2].text, "z");
  EXPECT_EQ(place(root.find("b")->where), "case.yaml:1:4");
}

TEST(Yaml, AllowsTabsWhereTheyMeanNothing) {
  EXPECT_EQ(parsed("a: \"x\ty\"\t# comment\n\t\nb: |\n  \tindented\n").find("b")->text,
            "\tindented\n");
}

struct YamlCase {
  std::string_view text, mistake;
};

TEST(Yaml, TellsEachMistakeWithItsPlace) {
  const std::vector<YamlCase> cases{
      {"a: [1, 2\n", "bad-yaml@1:4"},
      {"a: 1\nb: {c: [1], d: 2\ne: 3\n", "bad-yaml@2:4"},
      {"a: \"x\nfaults: []\n", "bad-yaml@1:4"},
      {"a: 'x\nfaults: []\n", "bad-yaml@1:4"},
      {"a: 'it''s\nfaults: []\n", "bad-yaml@1:4"},
      {"a: \"x\\\"\nfaults: []\n", "bad-yaml@1:4"},
      {"a: ]", "bad-yaml@1:4"},
      {"a: b: c", "bad-yaml@1:5"},
      {"a: \"open", "bad-yaml@1:9"},
      {"a: *nope", "bad-yaml@1:4"},
      {"a: &x [*x]", "bad-yaml@1:8"},
      {"a: !!str x", "bad-yaml@1:4"},
      {"a: !own [x]", "bad-yaml@1:4"},
      {"? [a]\n: b", "bad-yaml@1:3"},
      {": b", "bad-yaml@1:1"},
      {"a: 1\n---\nb: 1", "bad-yaml@2:1"},
      {"a: 1\nb: 2\na: 3", "duplicate-key@3:1"},
      {"a: {ä: 1, ä: 2}", "duplicate-key@1:11"},
      {"x: 1\n\tb: 1", "tab@2:1"},
      {"a:\n  b: 1\n  \tc: 2", "tab@3:3"},
      {"a: 1\r\nb: 2\r\n", "carriage-return@1:5"},
      {"a: 1\rb: 2", "carriage-return@1:5"},
      {"\xef\xbb\xbf"
       "a: 1",
       "byte-order-mark@1:1"},
      {"\xff\xfe"
       "a",
       "byte-order-mark@1:1"},
      {"a: \x1b[31m", "control-byte@1:4"},
      {"a: x\xe2\x80\xae", "control-byte@1:5"},
      {std::string_view("a: \0", 4), "control-byte@1:4"},
      {"ä: \xff", "bad-encoding@1:4"},
      {"a: \xc0\xaf", "bad-encoding@1:4"},
      {"a: \xed\xa0\x80", "bad-encoding@1:4"},
      {"a: \xe2\x82", "bad-encoding@1:4"},
  };
  for (const YamlCase& one : cases) {
    const auto node = document::parse_yaml(one.text, "case.yaml");
    EXPECT_FALSE(node) << one.text;
    EXPECT_EQ(mistakes_in(one.text), one.mistake) << one.text;
  }
}

}  // namespace
}  // namespace tetra::scenario
