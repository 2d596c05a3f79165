// Params: what each getter reads, and what it says of itself.
#include "engine/fault/params.hpp"

#include <gtest/gtest.h>

#include "tests/unit/fault/nodes.hpp"

namespace tetra::fault {
namespace {

using namespace std::chrono_literals;
using test::list_node;
using test::written;

constexpr Symbol alerts[] = {{"handshake_failure", 40}, {"unknown_ca", 48}};

TEST(Params, ReadsEveryKindOfValue) {
  Node value = written({{"size", "64KiB"},
                        {"at", "50%"},
                        {"length", "1.5s"},
                        {"numbers", "2..5"},
                        {"count", "0x10"},
                        {"on", "true"},
                        {"word", "some text"},
                        {"alert", "unknown_ca"},
                        {"number", "41"},
                        {"by", "fin"}});
  value.entries.push_back({"list", {}, list_node({"a", "b"})});
  value.entries.push_back({"place", {}, map_node({{"after", scalar_node("needle")}})});
  value.entries.push_back(
      {"map", {}, map_node({{"X-A", scalar_node("1")}, {"X-B", scalar_node("2")}})});
  Params params(value);
  EXPECT_EQ(params.size("size", "").bytes, 65536u);
  EXPECT_EQ(params.position("at", "").percent, 50);
  EXPECT_EQ(params.duration("length", ""), 1500ms);
  EXPECT_EQ(params.range("numbers", ""), (Range{2, 5}));
  EXPECT_EQ(params.integer("count", "", 0, 255), 16);
  EXPECT_TRUE(params.flag("on", "", false));
  EXPECT_EQ(params.text("word", ""), "some text");
  EXPECT_EQ(params.symbol("alert", "", alerts, 0, 255), 48);
  EXPECT_EQ(params.symbol("number", "", alerts, 0, 255), 41);
  EXPECT_EQ(params.one_of<int>("by", "", {{"reset", 1}, {"fin", 2}}), 2);
  EXPECT_EQ(params.texts("list", ""), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(params.position("place", "").text, "needle");
  EXPECT_EQ(params.pairs("map", ""),
            (std::vector<std::pair<std::string, std::string>>{{"X-A", "1"}, {"X-B", "2"}}));
  EXPECT_FALSE(params.problem()) << to_string(*params.problem());
}

TEST(Params, ReadsBytesWithEscapes) {
  const Node value = written({{"bytes", R"(a\r\x80)"}, {"maybe", R"(\0)"}});
  Params params(value);
  EXPECT_EQ(params.bytes("bytes", ""), "a\r\x80");
  EXPECT_EQ(params.maybe_bytes("maybe", ""), std::string(1, '\0'));
  EXPECT_EQ(params.maybe_bytes("absent", ""), std::nullopt);
  EXPECT_EQ(params.bytes("other", "", R"(\n)"), "\n");
  EXPECT_FALSE(params.problem());
  const Node bad = written({{"bytes", R"(\q)"}});
  Params mistaken(bad);
  mistaken.bytes("bytes", "");
  ASSERT_TRUE(mistaken.problem());
  EXPECT_EQ(mistaken.problem()->code, "bad-escape");
}

TEST(Params, ReadsWhatMayBeLeftOut) {
  const Node value =
      written({{"size", "1"}, {"length", "2s"}, {"at", "-1"}, {"count", "3"}, {"word", "x"}});
  Params params(value);
  EXPECT_EQ(params.maybe_size("size", "")->bytes, 1u);
  EXPECT_EQ(params.maybe_duration("length", ""), Duration(2s));
  EXPECT_EQ(params.maybe_position("at", "")->kind, Position::Kind::from_end);
  EXPECT_EQ(params.maybe_integer("count", "", 0, 9), 3);
  EXPECT_EQ(params.maybe_text("word", ""), "x");
  EXPECT_EQ(params.maybe_size("size2", ""), std::nullopt);
  EXPECT_EQ(params.maybe_duration("length2", ""), std::nullopt);
  EXPECT_EQ(params.maybe_position("at2", ""), std::nullopt);
  EXPECT_EQ(params.maybe_integer("count2", "", 0, 9), std::nullopt);
  EXPECT_EQ(params.maybe_text("word2", ""), std::nullopt);
  EXPECT_TRUE(params.texts_or_none("list", "").empty());
  EXPECT_TRUE(params.pairs("map", "").empty());
  EXPECT_FALSE(params.problem());
}

void ask_all_with_fallbacks(Params& params) {
  EXPECT_EQ(params.size("size", "a size", "10kB").bytes, 10'000u);
  EXPECT_EQ(params.position("at", "a place", "-1").bytes, 1u);
  EXPECT_EQ(params.duration("length", "how long", "1s"), 1s);
  EXPECT_EQ(params.range("numbers", "which", "2..").first, 2u);
  EXPECT_EQ(params.integer("count", "how many", 1, 9, 7), 7);
  EXPECT_TRUE(params.flag("on", "whether", true));
  EXPECT_EQ(params.text("word", "what", "x"), "x");
  EXPECT_EQ(params.symbol("alert", "which alert", alerts, 0, 255, "unknown_ca"), 48);
  EXPECT_EQ(params.one_of<int>("by", "how", {{"reset", 1}, {"fin", 2}}, "fin"), 2);
  EXPECT_EQ(params.maybe_position("place", "where"), std::nullopt);
  EXPECT_TRUE(params.pairs("map", "fields").empty());
}

TEST(Params, FallsBackWhenNothingIsWritten) {
  const Node nothing;
  const Node empty = map_node({});
  for (const Node* value : {&nothing, &empty}) {
    Params params(*value);
    ask_all_with_fallbacks(params);
    EXPECT_FALSE(params.problem()) << to_string(*params.problem());
  }
}

TEST(Params, DescribesWhatItIsAskedFor) {
  Params params;
  ask_all_with_fallbacks(params);
  params.complain("nobody wrote this");
  EXPECT_FALSE(params.problem());
  const auto& all = params.described();
  ASSERT_EQ(all.size(), 11u);
  EXPECT_EQ(all[0].name, "size");
  EXPECT_EQ(all[0].type, "size");
  EXPECT_EQ(all[0].meaning, "a size");
  EXPECT_EQ(all[0].fallback, "10kB");
  EXPECT_EQ(all[4].type, "integer");
  EXPECT_EQ(all[4].least, 1);
  EXPECT_EQ(all[4].most, 9);
  EXPECT_EQ(all[5].choices, (std::vector<std::string>{"true", "false"}));
  EXPECT_EQ(all[7].type, "symbol");
  EXPECT_EQ(all[7].choices, (std::vector<std::string>{"handshake_failure", "unknown_ca"}));
  EXPECT_TRUE(all[9].optional);
  EXPECT_FALSE(all[9].fallback);
  EXPECT_EQ(all[10].type, "map");
}

TEST(Params, AScalarStandsForTheFirstParameterOnly) {
  const Node value = scalar_node("50%");
  Params params(value);
  EXPECT_EQ(params.position("at", "", "0").percent, 50);
  EXPECT_EQ(params.one_of<int>("by", "", {{"reset", 1}, {"fin", 2}}, "fin"), 2);
  EXPECT_EQ(params.maybe_position("until", ""), std::nullopt);
  EXPECT_EQ(params.maybe_duration("for", ""), std::nullopt);
  EXPECT_FALSE(params.problem()) << to_string(*params.problem());
}

TEST(Params, AScalarStandsForAFirstParameterThatMayBeLeftOut) {
  const Node value = scalar_node("7");
  Params params(value);
  EXPECT_EQ(params.maybe_position("at", "")->bytes, 7u);
  EXPECT_FALSE(params.problem());
}

TEST(Params, ASingleTextIsAListOfOne) {
  const Node value = written({{"names", "a"}});
  Params params(value);
  EXPECT_EQ(params.texts("names", ""), std::vector<std::string>{"a"});
  EXPECT_FALSE(params.problem());
}

}  // namespace
}  // namespace tetra::fault
