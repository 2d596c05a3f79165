#include "harness/judge/diagnosis.hpp"
#include "tests/unit/judge/court.hpp"

namespace tetra::judge {
namespace {

std::map<std::string, scenario::Scenario> library(
    const std::vector<std::pair<std::string, std::string>>& texts) {
  std::map<std::string, scenario::Scenario> all;
  for (const auto& [id, text] : texts) all.emplace(id, scenario_of("id: " + id + "\n" + text));
  return all;
}

std::vector<std::string> near(const std::string& failed, const Observation& observation,
                              const std::vector<std::pair<std::string, std::string>>& texts) {
  return near_misses(scenario_of("id: failed\n" + failed), tool(), "1.0", observation,
                     library(texts))
      .scenarios;
}

using Names = std::vector<std::string>;

TEST(NearMisses, AreScenariosWhoseWholeExpectationHolds) {
  AttemptObservation attempt = exited(56);
  attempt.probes["stderr"] = std::string("connection reset");
  EXPECT_EQ(near("expect: {tool: {exit: 7}}", observed({attempt}),
                 {{"right", "expect: {tool: {exit: 56}}"},
                  {"with-text", "expect: {tool: {exit: 56, stderr: reset}}"},
                  {"half", "expect: {tool: {exit: 56, stderr: refused}}"},
                  {"other-client", "expect: {curl: {exit: 56}}"},
                  {"left-out", "expect: {tool: {skip: why not}}"},
                  {"failed", "expect: {tool: {exit: 56}}"}}),
            (Names{"with-text", "right"}))
      << "the one that tells more first, and never the scenario itself";
}

TEST(NearMisses, TellSomething) {
  AttemptObservation attempt = exited(56);
  attempt.probes["code"] = std::string("9");
  EXPECT_EQ(near("expect: {tool: {exit: 7}}", observed({attempt}),
                 {{"range", "expect: {tool: {exit: 1..}}"},
                  {"one-of-range", "expect: {tool: {exit: [56, 100..]}}"},
                  {"negation", "expect: {tool: {code: own}}"},
                  {"nothing", "expect: {tool: {stage: none}}"}}),
            Names{});
}

TEST(NearMisses, OfSuccessAreNone) {
  EXPECT_EQ(near("expect: {tool: {exit: 7}}", observed({exited(0)}),
                 {{"healthy", "expect: {tool: {exit: 0}}"}}),
            Names{});
}

TEST(NearMisses, ComeByStageThenRouteAndAtMostFive) {
  std::vector<std::pair<std::string, std::string>> texts{
      {"a-far", "stage: load\nexpect: {tool: {exit: 56}}"},
      {"b-proxied", "stage: tls\nroute: http-proxy\nexpect: {tool: {exit: 56}}"}};
  for (int n = 0; n < 4; ++n)
    texts.emplace_back("c-near" + std::to_string(n), "stage: tls\nexpect: {tool: {exit: 56}}");
  const auto found = near_misses(scenario_of("id: failed\nstage: tls\nexpect: {tool: {exit: 7}}"),
                                 tool(), "1.0", observed({exited(56)}), library(texts));
  EXPECT_EQ(found.scenarios, (Names{"c-near0", "c-near1", "c-near2", "c-near3", "b-proxied"}));
  EXPECT_EQ(found.more, 1U);
}

TEST(NearMisses, OfSeveralAttemptsAreAboutThoseThatWereWrong) {
  const std::string failed =
      "attempts: [{expect: {tool: {exit: 7}}}, {expect: {tool: {exit: 35}}}]";
  EXPECT_EQ(near(failed, observed({exited(7), exited(28)}),
                 {{"once", "expect: {tool: {exit: 28}}"},
                  {"first", "expect: {tool: {exit: 7}}"},
                  {"three", "attempts: 3\nexpect: {tool: {exit: 28}}"}}),
            Names{"once"});
}

TEST(NearMisses, AKilledClientMeetsOnlyWhatAsksForThat) {
  EXPECT_EQ(near("expect: {tool: {exit: 7}}", observed({ended(Ended::timed_out)}),
                 {{"hangs", "expect: {tool: {ends: timeout}}"},
                  {"exits", "expect: {tool: {exit: 0..}}"}}),
            Names{"hangs"});
}

}  // namespace
}  // namespace tetra::judge
