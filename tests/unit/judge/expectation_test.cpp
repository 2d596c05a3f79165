#include "tests/unit/judge/court.hpp"

namespace tetra::judge {
namespace {

AttemptObservation reporting(scenario::Observed code) {
  AttemptObservation attempt = exited(1);
  attempt.probes["code"] = std::move(code);
  return attempt;
}

std::string word_for_code(const std::string& expected, scenario::Observed code) {
  return word("expect: {tool: {code: " + expected + "}}", observed({reporting(std::move(code))}));
}

TEST(Expectation, NumbersOf32BitsAreEqualInEveryForm) {
  for (const std::string expected : {"4294965196", "-2100", "0xFFFFF7CC"}) {
    EXPECT_EQ(word_for_code(expected, std::int64_t{4294965196}), "pass") << expected;
    EXPECT_EQ(word_for_code(expected, std::int64_t{-2100}), "pass") << expected;
    EXPECT_EQ(word_for_code(expected, std::int64_t{4294965197}), "wrong-error") << expected;
    EXPECT_EQ(word_for_code(expected, std::int64_t{204}), "wrong-error")
        << "only an exit status has 8 bits";
  }
}

TEST(Expectation, AnExitStatusHasTheLow8Bits) {
  for (const std::string expected : {"4294965196", "-2100", "0xFFFFF7CC", "204"}) {
    EXPECT_EQ(word("expect: {tool: {exit: " + expected + "}}", observed({exited(204)})), "pass")
        << expected;
    EXPECT_EQ(word("expect: {tool: {exit: " + expected + "}}", observed({exited(203)})),
              "wrong-error")
        << expected;
  }
  EXPECT_EQ(word("expect: {tool: {exit: 256}}", observed({exited(0)})), "wrong-error")
      << "no failure is a success";
}

TEST(Expectation, NoneIsAProbeThatFoundNothing) {
  AttemptObservation attempt = exited(1);
  attempt.probes["stage"] = {};
  EXPECT_EQ(word("expect: {tool: {stage: none}}", observed({attempt})), "pass");
  EXPECT_EQ(word("expect: {tool: {stage: dns}}", observed({attempt})), "wrong-error");
  EXPECT_EQ(word("expect: {tool: {no-such-probe: none}}", observed({attempt})), "broken");
  const Verdict verdict = judged("expect: {tool: {stage: dns}}", observed({attempt}));
  EXPECT_EQ(verdict.actual.at("stage"), "nothing");
}

TEST(Expectation, AWordOfTheClientStandsForItsValue) {
  EXPECT_EQ(word_for_code("none", std::int64_t{0}), "pass");
  EXPECT_EQ(word_for_code("none", std::int64_t{5}), "wrong-error");
  EXPECT_EQ(word_for_code("own", std::int64_t{5}), "pass");
  EXPECT_EQ(word_for_code("own", std::int64_t{0}), "wrong-error");
  EXPECT_EQ(word_for_code("own", std::int64_t{-2100}), "wrong-error")
      << "the same 32 bits as one that it is not";
  EXPECT_EQ(word_for_code("own", {}), "wrong-error") << "nothing is no value of its own";
  EXPECT_EQ(word_for_code("[own, 0]", std::int64_t{0}), "pass");
  EXPECT_EQ(word_for_code("\"own\"", std::int64_t{5}), "wrong-error") << "quoted, it is a text";
}

TEST(Expectation, AWordHoldsForItsProbeAlone) {
  AttemptObservation attempt = exited(5);
  EXPECT_EQ(word("expect: {tool: {exit: own}}", observed({attempt})), "wrong-error");
}

TEST(Expectation, TextsAreSearchedAndListsAreAlternatives) {
  AttemptObservation attempt = exited(1);
  attempt.probes["stderr"] = std::string("curl: (56) CONNECT tunnel failed, response 407");
  EXPECT_EQ(word("expect: {tool: {stderr: \"407\"}}", observed({attempt})), "pass");
  EXPECT_EQ(word("expect: {tool: {stderr: \"(?i)connect TUNNEL\"}}", observed({attempt})), "pass");
  EXPECT_EQ(word("expect: {tool: {stderr: [\"403\", \"407\"]}}", observed({attempt})), "pass");
  EXPECT_EQ(word("expect: {tool: {stderr: \"^407\"}}", observed({attempt})), "wrong-error");
  EXPECT_EQ(word("expect: {tool: {exit: [7, 1..3]}}", observed({attempt})), "pass");
}

TEST(Expectation, AllProbesWrittenMustHold) {
  AttemptObservation attempt = reporting(std::int64_t{5});
  EXPECT_EQ(word("expect: {tool: {exit: 1, code: 5}}", observed({attempt})), "pass");
  EXPECT_EQ(word("expect: {tool: {exit: 1, code: 6}}", observed({attempt})), "wrong-error");
}

TEST(Expectation, SuccessIsClaimedOnlyWhenAllOfItsProbesSaySo) {
  clients::Client client = tool();
  client.success.emplace("status", *scenario::Matcher::read(scalar_node("good")));
  Observation observation = observed({exited(0)});
  observation.faults = {fault(1)};
  const auto scenario = scenario_of("expect: {tool: {status: revoked}}");
  observation.attempts[0].probes["status"] = std::string("unknown");
  EXPECT_EQ(judge(scenario, client, "", observation).kind, Kind::wrong_error);
  observation.attempts[0].probes["status"] = std::string("good");
  EXPECT_EQ(judge(scenario, client, "", observation).kind, Kind::no_error);
  client.success.clear();
  EXPECT_EQ(judge(scenario, client, "", observation).kind, Kind::wrong_error)
      << "a client that never claims anything";
}

TEST(Expectation, TheFirstVersionRangeThatHoldsCounts) {
  constexpr std::string_view text =
      "expect: {tool: {exit: 56}, \"tool >=8.20.0\": {exit: 7}, \"tool <2\": {exit: 3}}";
  const auto verdict_of = [&](std::int64_t status, const std::string& version) {
    return judged(text, observed({exited(status)}), version).kind;
  };
  EXPECT_EQ(verdict_of(56, "7.88.1"), Kind::pass);
  EXPECT_EQ(verdict_of(7, "8.20.0"), Kind::pass);
  EXPECT_EQ(verdict_of(7, "8.20.1-DEV"), Kind::pass);
  EXPECT_EQ(verdict_of(56, "8.20.0"), Kind::wrong_error);
  EXPECT_EQ(verdict_of(3, "1.99"), Kind::pass);
  EXPECT_EQ(verdict_of(56, ""), Kind::pass) << "an unknown version has the plain expectation";
}

TEST(Expectation, AnAttemptsOwnReplacesTheScenarios) {
  const auto scenario = scenario_of(
      "attempts: [{expect: {tool: {exit: 1}}}, {expect: {other: {exit: 2}}}]\nexpect: {tool: "
      "{exit: 3}}");
  EXPECT_EQ(expectation_for(scenario, 0, "tool", "")->probes.at("exit").written(), "1");
  EXPECT_EQ(expectation_for(scenario, 1, "tool", "")->probes.at("exit").written(), "3");
  EXPECT_EQ(expectation_for(scenario, 1, "other", "")->probes.at("exit").written(), "2");
  EXPECT_EQ(expectation_for(scenario, 0, "other", ""), nullptr);
}

}  // namespace
}  // namespace tetra::judge
