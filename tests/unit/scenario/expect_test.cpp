#include "tests/unit/scenario/reading.hpp"

namespace tetra::scenario {
namespace {

std::string exit_for(const Scenario& scenario, std::string_view version) {
  const Expectation* found = scenario.expect.at("curl").for_version(version);
  return found == nullptr ? "nothing" : found->probes.at("exit").written();
}

TEST(ScenarioExpect, TakesTheFirstVersionRangeThatHolds) {
  const Scenario s = scenario_from(
      "expect:\n  curl: {exit: 1}\n  curl >=8.20.0: {exit: 2}\n  \"curl < 7.9\": {exit: 3}\n  curl "
      "==8.1: {exit: 4}\n");
  EXPECT_EQ(exit_for(s, "8.20.0"), "2");
  EXPECT_EQ(exit_for(s, "8.20"), "2");
  EXPECT_EQ(exit_for(s, "10.0.0"), "2");
  EXPECT_EQ(exit_for(s, "8.19.9"), "1");
  EXPECT_EQ(exit_for(s, "7.8.99-DEV"), "3");
  EXPECT_EQ(exit_for(s, "7.88.1"), "1");
  EXPECT_EQ(exit_for(s, "8.1.0"), "4");
  EXPECT_EQ(exit_for(s, ""), "1");
}

TEST(ScenarioExpect, HasNothingForAVersionOutsideOfAllRanges) {
  EXPECT_EQ(exit_for(scenario_from("expect: {curl <=8.0: {exit: 1}}"), "8.0.1"), "nothing");
}

TEST(ScenarioExpect, KeepsSkipEvidenceAndPlace) {
  const Scenario s = scenario_from(rich);
  EXPECT_EQ(s.expect.at("wget").plain->skip, "it has no revocation check");
  EXPECT_EQ(s.expect.at("curl").ranged.at(0).expectation.evidence, Evidence::inferred);
  EXPECT_EQ(s.expect.at("curl").ranged.at(0).expectation.probes.size(), 1U);
  EXPECT_EQ(s.expect.at("connector").plain->where.line, 35);
  EXPECT_EQ(s.attempts.at(0).expect.at("curl").plain->probes.at("exit").written(), "28");
}

struct ExpectCase {
  std::string_view text, mistakes;
};

TEST(ScenarioExpect, TellsEachMistakeWithItsPlace) {
  const std::vector<ExpectCase> cases{
      {"expect: 56", "wrong-type@1:9"},
      {"expect: {curl: 56}", "wrong-type@1:16"},
      {"expect: {curl: }", "missing-value@1:10"},
      {"expect: {curl: {}}", "missing-value@1:10"},
      {"expect: {curl: {evidence: inferred}}", "missing-value@1:10"},
      {"expect: {Curl: {exit: 1}}", "bad-client@1:10"},
      {"expect: {\"curl => 8\": {exit: 1}}", "bad-client@1:10"},
      {"expect: {\"curl >=8.x\": {exit: 1}}", "bad-client@1:10"},
      {"expect: {\"curl >=8\": {exit: 1}, \"curl >= 8\": {exit: 2}}", "duplicate-key@1:33"},
      {"expect: {curl: {exit: 1, exit: 2}}", "duplicate-key@1:26"},
      {"expect: {curl: {exit: }}", "missing-value@1:17"},
      {"expect: {curl: {exit: []}}", "missing-value@1:23"},
      {"expect: {curl: {exit: {a: b}}}", "wrong-type@1:23"},
      {"expect: {curl: {exit: [1, [2]]}}", "wrong-type@1:27"},
      {"expect: {curl: {exit: 99999999999999999999}}", "bad-number@1:23"},
      {"expect: {curl: {exit: ..}}", "bad-range@1:23"},
      {"expect: {curl: {stderr: \"(\"}}", "bad-pattern@1:25"},
      {"expect: {curl: {stderr: 407}}", "wrong-type@1:25"},
      {"expect: {curl: {skip: }}", "missing-value@1:17"},
      {"expect: {curl: {skip: \" \"}}", "missing-value@1:23"},
      {"expect: {curl: {skip: why, exit: 1}}", "contradiction@1:17"},
      {"expect: {curl: {exit: 1, evidence: maybe}}", "unknown-word@1:36"},
  };
  for (const ExpectCase& one : cases) EXPECT_EQ(mistakes_in(one.text), one.mistakes) << one.text;
}

}  // namespace
}  // namespace tetra::scenario
