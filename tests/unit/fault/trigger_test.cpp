#include "engine/fault/trigger.hpp"

#include <gtest/gtest.h>

#include <random>

#include "tests/unit/fault/nodes.hpp"

namespace tetra::fault {
namespace {

using namespace std::chrono_literals;
using test::written;

// Which of the first `n` occasions fire, as 1 and 0; an occasion a second.
std::string pattern(const Trigger& trigger, int n, std::uint64_t seed = 1) {
  TriggerState state(trigger, seed);
  std::string out;
  for (int i = 0; i < n; ++i) out += state.fires(Context(), i * 1s) ? '1' : '0';
  return out;
}

Trigger read(const std::vector<std::pair<std::string, std::string>>& keys) {
  const auto trigger = read_trigger(written(keys));
  EXPECT_TRUE(trigger) << to_string(trigger.error());
  return trigger ? *trigger : Trigger();
}

TEST(Trigger, FiresAsItsKeysSay) {
  EXPECT_EQ(pattern(read({}), 5), "11111");
  EXPECT_EQ(pattern(read({{"times", "2"}}), 5), "11000");
  EXPECT_EQ(pattern(read({{"every", "2"}}), 6), "010101");
  EXPECT_EQ(pattern(read({{"after", "2"}}), 5), "00111");
  EXPECT_EQ(pattern(read({{"after", "1"}, {"every", "2"}, {"times", "2"}}), 8), "00101000");
  EXPECT_EQ(pattern(read({{"for", "2s"}}), 5), "11100");
  EXPECT_EQ(pattern(read({{"for", "3s"}, {"after", "2"}}), 6), "001100");
  EXPECT_EQ(pattern(read({{"probability", "1"}}), 4), "1111");
}

TEST(Trigger, FiresOnlyUntilThatTime) {
  EXPECT_EQ(pattern(read({{"until", "2s"}}), 5), "11000");
  EXPECT_EQ(pattern(read({{"until", "3s"}, {"after", "1"}}), 5), "01100");
}

TEST(Trigger, FiresAboveARateAndLetsTheRateThrough) {
  EXPECT_EQ(pattern(read({{"above", "2/1h"}}), 5), "00111");
  EXPECT_EQ(pattern(read({{"above", "1/2s"}}), 6), "010101");
  EXPECT_EQ(pattern(read({{"above", "2/4s"}}), 9), "001100110");
  EXPECT_EQ(pattern(read({{"above", "1/s"}}), 4), "0000");
  EXPECT_EQ(pattern(read({{"above", "1/h"}, {"times", "2"}}), 5), "01100");
}

TEST(Trigger, FiresBehindSoManyBytesOfBodies) {
  Trigger trigger;
  trigger.when.sent = Range{1000, UINT64_MAX};
  TriggerState behind(trigger, 1);
  Context context;
  context.sent = 999;
  EXPECT_FALSE(behind.fires(context, 0s));
  context.sent = 1000;
  EXPECT_TRUE(behind.fires(context, 0s));
}

TEST(Trigger, ReadsARateOrSaysWhatItWants) {
  EXPECT_EQ(*parse_rate("5/s"), (Rate{5, 1s}));
  EXPECT_EQ(*parse_rate("100/m"), (Rate{100, 60s}));
  EXPECT_EQ(*parse_rate("5/30s"), (Rate{5, 30s}));
  for (const char* wrong :
       {"", "5", "/s", "0/s", "-1/s", "5/", "5/0s", "5/x", "1000000/s", "5/s/s"})
    EXPECT_FALSE(parse_rate(wrong)) << wrong;
}

// What the keys say, written down a second time and simply.
std::string model(const Trigger& trigger, const std::vector<bool>& holds) {
  std::string out;
  std::uint64_t occasion = 0;
  std::uint64_t fired = 0;
  std::optional<int> first;
  for (std::size_t i = 0; i < holds.size(); ++i) {
    bool due = holds[i];
    if (holds[i]) {
      ++occasion;
      if (!first) first = static_cast<int>(i);
      due = occasion > trigger.after && (occasion - trigger.after) % trigger.every == 0;
      if (trigger.times && fired == *trigger.times) due = false;
      if (trigger.lasting && (static_cast<int>(i) - *first) * 1s > *trigger.lasting) due = false;
    }
    if (due) ++fired;
    out += due ? '1' : '0';
  }
  return out;
}

TEST(TriggerProperty, AgreesWithItsModelWhateverTheKeys) {
  std::mt19937 chance(3);
  const auto below = [&](unsigned n) { return chance() % n; };
  for (int round = 0; round < 3000; ++round) {
    Trigger trigger;
    if (below(2) != 0) trigger.times = 1 + below(4);
    trigger.every = 1 + below(4);
    trigger.after = below(5);
    if (below(3) == 0) trigger.lasting = Duration(below(12) * 1s);
    trigger.when.request = Range{2, 1000};
    std::vector<bool> holds;
    for (int i = 0; i < 30; ++i) holds.push_back(below(3) != 0);
    TriggerState state(trigger, 1);
    std::string out;
    for (std::size_t i = 0; i < holds.size(); ++i) {
      Context context;
      context.request = holds[i] ? 2 : 1;
      const Duration now = static_cast<int>(i) * 1s;
      const bool would = state.would_fire(context, now);
      const bool fires = state.fires(context, now);
      ASSERT_EQ(would, fires);
      out += fires ? '1' : '0';
    }
    ASSERT_EQ(out, model(trigger, holds)) << "times " << trigger.times.value_or(0) << " every "
                                          << trigger.every << " after " << trigger.after;
  }
}

TEST(TriggerProperty, WouldFireChangesNothing) {
  TriggerState state(read({{"times", "1"}}), 1);
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(state.would_fire(Context(), 0s));
  EXPECT_TRUE(state.fires(Context(), 0s));
  EXPECT_FALSE(state.would_fire(Context(), 0s));
}

TEST(TriggerChance, IsTheSameForTheSameSeed) {
  const Trigger trigger = read({{"probability", "0.3"}});
  EXPECT_EQ(pattern(trigger, 200, 5), pattern(trigger, 200, 5));
  EXPECT_NE(pattern(trigger, 200, 5), pattern(trigger, 200, 6));
}

TEST(TriggerChance, IsAsLikelyAsTold) {
  const std::string fired = pattern(read({{"probability", "0.2"}}), 20'000);
  const auto count = std::count(fired.begin(), fired.end(), '1');
  EXPECT_NEAR(static_cast<double>(count), 4000, 300);
}

TEST(TriggerChance, CountsOnlyWhatFired) {
  const std::string fired = pattern(read({{"probability", "0.5"}, {"times", "10"}}), 200);
  EXPECT_EQ(std::count(fired.begin(), fired.end(), '1'), 10);
}

const HeaderField resumed[] = {{"Host", "bytes=0-"}, {"Range", "bytes=100-"}};

struct WhenCase {
  const char* key;
  const char* value;
  void (*fill)(Context&, bool right);
};

TEST(TriggerWhen, HoldsForEachKeyAlone) {
  const WhenCase cases[] = {
      {"attempt", "2..", [](Context& c, bool right) { c.attempt = right ? 2 : 1; }},
      {"connection", "..3", [](Context& c, bool right) { c.connection = right ? 3 : 4; }},
      {"request", "5", [](Context& c, bool right) { c.request = right ? 5 : 6; }},
      {"sent", "1000..", [](Context& c, bool right) { c.sent = right ? 1000 : 999; }},
      {"path", "/av64bit_*/**",
       [](Context& c, bool right) {
         c.path = right ? "/av64bit_9/avx/a/b.gzip" : "/av64bit/versions.id";
       }},
      {"host", "*.cisco.com",
       [](Context& c, bool right) { c.host = right ? "amp.cisco.com" : "cisco.org"; }},
      {"method", "HEAD", [](Context& c, bool right) { c.method = right ? "HEAD" : "GET"; }},
      {"name", "tetra-*", [](Context& c, bool right) { c.name = right ? "tetra-defs" : "ocsp"; }},
      {"type", "AAAA", [](Context& c, bool right) { c.type = right ? "AAAA" : "A"; }},
      {"address", "127.0.0.?",
       [](Context& c, bool right) { c.address = right ? "127.0.0.3" : "127.0.0.11"; }},
      {"user-agent", "curl/*",
       [](Context& c, bool right) { c.user_agent = right ? "curl/8" : "Wget"; }},
      {"header", "range: bytes=*", [](Context& c, bool right) {
         c.header = right ? std::span(resumed) : std::span(resumed).first(1);
       }}};
  EXPECT_EQ(std::size(cases), when_keys().size());
  for (const WhenCase& one : cases) {
    const auto trigger = read_trigger(map_node({{"when", written({{one.key, one.value}})}}));
    ASSERT_TRUE(trigger) << one.key;
    Context context;
    one.fill(context, true);
    EXPECT_TRUE(trigger->when.holds(context)) << one.key;
    one.fill(context, false);
    EXPECT_FALSE(trigger->when.holds(context)) << one.key;
  }
}

TEST(TriggerWhen, NeedsEveryKey) {
  const auto trigger =
      read_trigger(map_node({{"when", written({{"attempt", "1"}, {"method", "GET"}})}}));
  Context context;
  context.attempt = 1;
  EXPECT_FALSE(trigger->when.holds(context));
  context.method = "GET";
  EXPECT_TRUE(trigger->when.holds(context));
}

struct Mistake {
  Node entry;
  const char* code;
  const char* hint;
};

TEST(TriggerMistake, IsToldWithItsPlaceAndAHint) {
  const Mistake mistakes[] = {
      {written({{"times", "0"}}), "wrong-type", "times: 3"},
      {written({{"times", "often"}}), "wrong-type", "times: 3"},
      {written({{"every", "0"}}), "wrong-type", "every: 3"},
      {written({{"every", "-1"}}), "wrong-type", "every: 3"},
      {written({{"after", "-1"}}), "wrong-type", "after: 3"},
      {written({{"for", "5"}}), "bad-duration", "250ms"},
      {written({{"for", "-5s"}}), "bad-duration", "for: 10s"},
      {written({{"for", "0s"}}), "bad-duration", "for: 10s"},
      {written({{"probability", "0"}}), "wrong-type", "0.2"},
      {written({{"probability", "1.5"}}), "wrong-type", "0.2"},
      {written({{"probability", "nan"}}), "wrong-type", "0.2"},
      {written({{"probability", ""}}), "wrong-type", "0.2"},
      {written({{"probability", "0.2x"}}), "wrong-type", "0.2"},
      {written({{"when", "always"}}), "wrong-type", "when: {path"},
      {map_node({{"when", written({{"pth", "/"}})}}), "unknown-key", "did you mean `path`?"},
      {map_node({{"when", written({{"something", "/"}})}}), "unknown-key", "known: attempt"},
      {map_node({{"when", written({{"request", "5..2"}})}}), "bad-range", ""},
      {map_node({{"when", map_node({{"path", test::list_node({"/"})}})}}), "wrong-type", "glob"},
      {map_node({{"times", test::list_node({"1"})}}), "wrong-type", "times: 3"}};
  for (const Mistake& one : mistakes) {
    const auto trigger = read_trigger(one.entry);
    ASSERT_FALSE(trigger) << one.hint;
    EXPECT_EQ(trigger.error().code, one.code);
    EXPECT_NE(trigger.error().hint.find(one.hint), std::string::npos) << trigger.error().hint;
  }
}

TEST(TriggerMistake, IsNotMadeByOtherKeys) {
  EXPECT_TRUE(read_trigger(written({{"update", "x"}, {"times", "1"}})));
}

}  // namespace
}  // namespace tetra::fault
