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
  attempt.wire["update"] = {{{"request", 2}}, 9, {200, 404}};
  judge::Observation observation;
  observation.attempts = {attempt, judge::AttemptObservation()};
  observation.faults = {{1, "dns", "dns.drop", false, 7, {2, 3}}};
  observation.evidence_lost = "a folder is there";
  observation.duration_ms = 9;
  return observation;
}

TEST(ObservationCbor, ComesBackAsItWas) {
  const auto back = observation_from_cbor(to_cbor(some()));
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
  EXPECT_EQ(back->evidence_lost, "a folder is there");
  ASSERT_EQ(back->faults.size(), 1U);
  EXPECT_EQ(back->faults[0].id, "dns.drop");
  EXPECT_EQ(back->faults[0].acted, 7U);
  EXPECT_FALSE(back->faults[0].required);
  EXPECT_EQ(back->faults[0].idle_attempts, (std::vector<std::size_t>{2, 3}));
  EXPECT_EQ(attempt.wire.at("update").events, some().attempts[0].wire.at("update").events);
  EXPECT_EQ(attempt.wire.at("update").bytes, 9);
  EXPECT_EQ(attempt.wire.at("update").statuses, (std::set<std::int64_t>{200, 404}));
}

TEST(ObservationCbor, TakesBytesThatAreNoUtf8) {
  auto observation = some();
  observation.attempts[0].err = std::string("\xff\xfe\x80\0", 4);
  const auto back = observation_from_cbor(to_cbor(observation));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->attempts[0].err, observation.attempts[0].err);
}

TEST(ObservationCbor, RefusesWhatIsNone) {
  for (const char* bytes : {"", "{", "\xa0", "\x80", "\xff",
                            "\xa1\x66"
                            "broken\x01"})
    EXPECT_FALSE(observation_from_cbor(bytes)) << bytes;
  const std::string whole = to_cbor(some());
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(observation_from_cbor(whole.substr(0, size))) << size;
}

}  // namespace
}  // namespace tetra::run
