#include <gtest/gtest.h>

#include "harness/run/case.hpp"

namespace tetra::run {
namespace {

judge::Observation some() {
  judge::AttemptObservation attempt;
  attempt.ended = judge::Ended::crashed;
  attempt.probes = {{"exit", std::int64_t{-2100}}, {"stderr", std::string("a\nb")}, {"code", {}}};
  attempt.out = "out";
  attempt.client_ms = 1.5;
  attempt.events = {{0.25, "update", "request", 3, {{"path", "/"}, {"number", "1"}}}};
  judge::Observation observation;
  observation.attempts = {attempt, judge::AttemptObservation()};
  observation.faults = {{1, "dns", "dns.drop", false, 7}};
  observation.duration_ms = 9;
  return observation;
}

TEST(ObservationJson, ComesBackAsItWas) {
  const auto back = observation_from_json(to_json(some()));
  ASSERT_TRUE(back);
  ASSERT_EQ(back->attempts.size(), 2U);
  const auto& attempt = back->attempts[0];
  EXPECT_EQ(attempt.ended, judge::Ended::crashed);
  EXPECT_EQ(attempt.probes, some().attempts[0].probes);
  EXPECT_EQ(attempt.out, "out");
  EXPECT_EQ(attempt.client_ms, 1.5);
  ASSERT_EQ(attempt.events.size(), 1U);
  EXPECT_EQ(attempt.events[0].connection, 3U);
  EXPECT_EQ(attempt.events[0].fields, some().attempts[0].events[0].fields);
  ASSERT_EQ(back->faults.size(), 1U);
  EXPECT_EQ(back->faults[0].id, "dns.drop");
  EXPECT_EQ(back->faults[0].acted, 7U);
  EXPECT_FALSE(back->faults[0].required);
}

TEST(ObservationJson, TakesBytesThatAreNoUtf8) {
  auto observation = some();
  observation.attempts[0].err = "\xff\xfe\x80";
  EXPECT_TRUE(observation_from_json(to_json(observation)));
}

TEST(ObservationJson, RefusesWhatIsNone) {
  for (const char* text : {"", "{", "[]", "{}", R"({"broken": 1})", R"({"broken":"","duration_ms":1,"attempts":[{}],"faults":[]})"}) EXPECT_FALSE(observation_from_json(text)) << text;
}

}  // namespace
}  // namespace tetra::run
