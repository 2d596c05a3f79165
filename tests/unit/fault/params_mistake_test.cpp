// Params: every mistake has a code, a place, and a hint that helps.
#include <gtest/gtest.h>

#include <functional>

#include "engine/fault/params.hpp"
#include "tests/unit/fault/nodes.hpp"

namespace tetra::fault {
namespace {

using test::list_node;
using test::written;

constexpr Symbol alerts[] = {{"handshake_failure", 40}, {"unknown_ca", 48}};

struct Mistake {
  std::string name;
  Node value;
  std::function<void(Params&)> ask;
  std::string code;
  std::string hint;  // a part of it
};
void PrintTo(const Mistake& mistake, std::ostream* out) {
  *out << mistake.name;
}

Node with(std::string key, Node value) {
  value.where = Place{"a.yaml", 3, 9};
  return map_node({{std::move(key), std::move(value)}}, Place{"a.yaml", 3, 1});
}

const auto ask_size = [](Params& params) { params.size("n", "how many"); };
const auto ask_position = [](Params& params) { params.position("n", "where"); };
const auto ask_duration = [](Params& params) { params.duration("n", "how long"); };
const auto ask_range = [](Params& params) { params.range("n", "which"); };
const auto ask_integer = [](Params& params) { params.integer("n", "how many", 1, 9); };
const auto ask_symbol = [](Params& params) { params.symbol("n", "which alert", alerts, 0, 255); };
const auto ask_flag = [](Params& params) { params.flag("n", "whether", false); };
const auto ask_word = [](Params& params) {
  params.one_of<int>("n", "how", {{"reset", 1}, {"fin", 2}});
};
const auto ask_text = [](Params& params) { params.text("n", "what"); };
const auto ask_texts = [](Params& params) { params.texts("n", "which"); };
const auto ask_pairs = [](Params& params) { params.pairs("n", "fields"); };

std::vector<Mistake> mistakes() {
  const Node list = list_node({"a"});
  const Node map = map_node({{"k", scalar_node("v")}});
  const Node deep = map_node({{"X-A", list}});
  Node nested = list;
  nested.items.push_back(map);
  nested.items.back().where = Place{"a.yaml", 7, 5};
  std::vector<Mistake> all{
      {"size_of_text", written({{"n", "many"}}), ask_size, "bad-size", "64KiB"},
      {"size_below_zero", written({{"n", "-1"}}), ask_size, "bad-size", "64KiB"},
      {"size_list", with("n", list), ask_size, "wrong-type", "how many"},
      {"size_missing", written({}), ask_size, "missing-parameter", "add `n: …` (size)"},
      {"position_of_text", written({{"n", "half"}}), ask_position, "bad-position", "50%"},
      {"position_above_all", written({{"n", "101%"}}), ask_position, "bad-position", "50%"},
      {"position_other_map", with("n", map), ask_position, "wrong-type", "{after: \"text\"}"},
      {"position_after_nothing", with("n", map_node({{"after", scalar_node("")}})), ask_position,
       "wrong-type", "{after: \"text\"}"},
      {"position_list", with("n", list), ask_position, "wrong-type", "{after: \"text\"}"},
      {"position_missing", written({}), ask_position, "missing-parameter", "add `n: …` (position)"},
      {"duration_without_unit", written({{"n", "5"}}), ask_duration, "bad-duration", "250ms"},
      {"duration_missing", written({}), ask_duration, "missing-parameter", "(duration)"},
      {"range_backwards", written({{"n", "5..2"}}), ask_range, "bad-range", "smaller"},
      {"range_of_text", written({{"n", "all"}}), ask_range, "bad-range", "2..5"},
      {"integer_of_text", written({{"n", "nine"}}), ask_integer, "wrong-type", "from 1 to 9"},
      {"integer_with_unit", written({{"n", "5s"}}), ask_integer, "wrong-type", "from 1 to 9"},
      {"integer_too_large", written({{"n", "10"}}), ask_integer, "out-of-bounds", "from 1 to 9"},
      {"integer_too_small", written({{"n", "0"}}), ask_integer, "out-of-bounds", "from 1 to 9"},
      {"integer_missing", written({}), ask_integer, "missing-parameter", "(integer)"},
      {"symbol_nearly", written({{"n", "handshake_failur"}}), ask_symbol, "wrong-type",
       "did you mean `handshake_failure`?"},
      {"symbol_unknown", written({{"n", "x"}}), ask_symbol, "wrong-type",
       "one of: handshake_failure, unknown_ca"},
      {"symbol_too_large", written({{"n", "256"}}), ask_symbol, "out-of-bounds", "from 0 to 255"},
      {"flag_of_text", written({{"n", "perhaps"}}), ask_flag, "unknown-word", "true, false"},
      {"word_nearly", written({{"n", "rest"}}), ask_word, "unknown-word", "did you mean `reset`?"},
      {"word_unknown", written({{"n", "explosion"}}), ask_word, "unknown-word",
       "one of: reset, fin"},
      {"word_missing", written({}), ask_word, "missing-parameter", "(one-of)"},
      {"word_list", with("n", list), ask_word, "wrong-type", "how"},
      {"text_list", with("n", list), ask_text, "wrong-type", "what"},
      {"text_too_long", written({{"n", std::string(1048577, 'x')}}), ask_text, "out-of-bounds",
       "shorten"},
      {"text_missing", written({}), ask_text, "missing-parameter", "(text)"},
      {"texts_map", with("n", map), ask_texts, "wrong-type", "[a, b]"},
      {"texts_nested", with("n", nested), ask_texts, "wrong-type", ""},
      {"texts_missing", written({}), ask_texts, "missing-parameter", "(list)"},
      {"pairs_scalar", written({{"n", "a"}}), ask_pairs, "wrong-type", "{Name: value}"},
      {"pairs_nested", with("n", deep), ask_pairs, "wrong-type", "{Name: value}"},
      {"maybe_size", written({{"n", "x"}}), [](Params& params) { params.maybe_size("n", ""); },
       "bad-size", "64KiB"},
      {"maybe_duration", written({{"n", "x"}}),
       [](Params& params) { params.maybe_duration("n", ""); }, "bad-duration", "250ms"},
      {"maybe_position", written({{"n", "x"}}),
       [](Params& params) { params.maybe_position("n", ""); }, "bad-position", "50%"},
      {"maybe_integer", written({{"n", "x"}}),
       [](Params& params) { params.maybe_integer("n", "", 0, 9); }, "wrong-type", "from 0 to 9"},
      {"maybe_integer_large", written({{"n", "10"}}),
       [](Params& params) { params.maybe_integer("n", "", 0, 9); }, "out-of-bounds", "from 0 to 9"},
      {"maybe_text", with("n", list), [](Params& params) { params.maybe_text("n", "what"); },
       "wrong-type", "what"},
      {"unknown_key", written({{"m", "1"}, {"n", "1"}}), ask_integer, "unknown-key",
       "did you mean `n`?"},
      {"unknown_far_key", written({{"completely", "1"}, {"n", "1"}}), ask_integer, "unknown-key",
       "known: n"},
      {"no_parameters_map", written({{"m", "1"}}), [](Params&) {}, "unknown-key",
       "this fault takes no parameters"},
      {"no_parameters_scalar", scalar_node("1", Place{"a.yaml", 3, 9}), [](Params&) {},
       "wrong-type", "write its name alone"},
      {"complaint", written({}), [](Params& params) { params.complain("no", "do that"); },
       "bad-parameter", "do that"},
  };
  return all;
}

class ParamsMistake : public testing::TestWithParam<Mistake> {};

TEST_P(ParamsMistake, IsToldWithItsPlaceAndAHint) {
  const Mistake& one = GetParam();
  Params params(one.value);
  one.ask(params);
  const auto problem = params.problem();
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->code, one.code);
  EXPECT_NE(problem->hint.find(one.hint), std::string::npos) << problem->hint;
  EXPECT_FALSE(problem->what.empty());
  EXPECT_LT(problem->what.size(), 200u) << "a message repeats what was written only in short";
  if (one.code != "unknown-key") {
    EXPECT_EQ(problem->where.line, one.name == "texts_nested"   ? 7
                                   : one.name == "pairs_nested" ? 7
                                                                : 3);
  }
}

INSTANTIATE_TEST_SUITE_P(All, ParamsMistake, testing::ValuesIn(mistakes()),
                         [](const auto& one) { return one.param.name; });

TEST(ParamsMistakes, AreToldFirstComeFirst) {
  const Node value = written({{"a", "x"}, {"b", "y"}});
  Params params(value);
  params.size("a", "");
  params.duration("b", "");
  EXPECT_EQ(params.problem()->code, "bad-size");
}

TEST(ParamsMistakes, LeaveAValueWithinTheBounds) {
  const Node value = written({{"a", "99"}, {"b", "x"}, {"c", "x"}});
  Params params(value);
  EXPECT_EQ(params.integer("a", "", 1, 9), 1);
  EXPECT_EQ(params.size("b", "").bytes, 0u);
  EXPECT_EQ(params.one_of<int>("c", "", {{"reset", 1}, {"fin", 2}}), 1);
}

}  // namespace
}  // namespace tetra::fault
