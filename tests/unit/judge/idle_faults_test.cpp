#include "harness/judge/diagnosis.hpp"
#include "tests/unit/judge/court.hpp"

namespace tetra::judge {
namespace {

SeenEvent connection(std::uint64_t number, const std::string& to = "192.0.2.10:443") {
  SeenEvent one = event("update", "connection", {{"from", "192.0.2.1:5"}, {"to", to}});
  one.connection = number;
  return one;
}

SeenEvent request(std::uint64_t number, const std::string& target,
                  const std::string& method = "GET") {
  SeenEvent one = event("update", "request",
                        {{"method", method},
                         {"target", target},
                         {"host", "tetra-defs.amp.cisco.com"},
                         {"number", std::to_string(number)}});
  one.connection = 1;
  one.at_ms = 40;
  return one;
}

Observation saw(std::vector<std::vector<SeenEvent>> attempts, std::size_t faults = 1) {
  Observation observation;
  for (auto& events : attempts) {
    observation.attempts.push_back(exited(0));
    observation.attempts.back().events = std::move(events);
  }
  for (std::size_t n = 0; n < faults; ++n) {
    observation.faults.push_back(fault(0));
    observation.faults.back().index = n;
  }
  return observation;
}

std::string why(const std::string& text, const Observation& observation, std::size_t which = 0) {
  const auto idle = idle_faults(scenario_of(text), observation);
  return idle.size() > which ? idle[which].why : "it acted";
}

const std::vector<SeenEvent> two_requests{connection(1), request(1, "/"), request(2, "/a?b=c")};

TEST(IdleFaults, NobodyCameOrNotSoFar) {
  EXPECT_EQ(why("faults: [{update: {status: 503}}]", saw({{}})), "nobody came to `update`");
  EXPECT_EQ(why("faults: [{update: {status: 503}}]", saw({{connection(1)}})),
            "`update` saw 1 connection and no request");
  EXPECT_EQ(
      why("faults: [{update: {alert: internal_error}}]", saw({{connection(1), connection(2)}})),
      "`update` saw 2 connections and no ClientHello");
}

TEST(IdleFaults, WhatIsNotInTheWay) {
  EXPECT_EQ(why("faults: [{proxy: refuse}]", saw({two_requests})),
            "`proxy` is not in this client's way: the route is direct");
  EXPECT_EQ(why("faults: [{socks: refuse}]\nroute: http-proxy", saw({two_requests})),
            "`socks` is not in this client's way: the route is http-proxy");
}

TEST(IdleFaults, ARangeThatNothingReached) {
  EXPECT_EQ(why("faults: [{update: {status: 503}, when: {request: 3..}}]", saw({two_requests})),
            "asked for request 3.., the service saw 2 requests");
  EXPECT_EQ(why("faults: [{update: {status: 503}, when: {connection: 2}}]", saw({two_requests})),
            "asked for connection 2, the service saw 1 connection");
  EXPECT_EQ(why("attempts: 2\nfaults: [{update: {status: 503}, when: {attempt: 3}}]",
                saw({two_requests, {request(3, "/")}})),
            "asked for attempt 3, the service saw 2 attempts");
}

TEST(IdleFaults, ATextThatNeverCame) {
  EXPECT_EQ(why("faults: [{update: {status: 503}, when: {path: /x}}]", saw({two_requests})),
            "path `/x` never came; what came was `/`, `/a`");
  EXPECT_EQ(why("faults: [{update: {status: 503}, when: {method: POST}}]", saw({two_requests})),
            "method `POST` never came; what came was `GET`");
  EXPECT_EQ(why("faults: [{update: refuse, when: {address: 192.0.2.11}}]", saw({two_requests})),
            "address `192.0.2.11` never came; what came was `192.0.2.10`");
  EXPECT_EQ(why("faults: [{update: {status: 503}, when: {header: Range}}]", saw({two_requests})),
            "asked for the header field `Range`; of 2 requests none is known to have had it");
  const auto query = [](const char* type) {
    return event("dns", "query", {{"query", "1"}, {"name", "a.example"}, {"type", type}});
  };
  EXPECT_EQ(why("faults: [{dns: drop, when: {type: AAAA}}]", saw({{query("A")}})),
            "type `AAAA` never came; what came was `A`");
}

TEST(IdleFaults, ConditionsThatNeverMet) {
  EXPECT_EQ(
      why("faults: [{update: {status: 503}, when: {path: /, request: 2}}]", saw({two_requests})),
      "what `when` asks held singly, but never together in the 2 requests that there were");
}

TEST(IdleFaults, ACountThatWasNotDue) {
  EXPECT_EQ(why("faults: [{update: {status: 503}, after: 5}]", saw({two_requests})),
            "the first 5 pass by `after`, and there were 2 requests");
  EXPECT_EQ(why("faults: [{update: {status: 503}, every: 3}]", saw({two_requests})),
            "only one in 3 is meant by `every`, and there were 2 requests");
  EXPECT_EQ(why("faults: [{update: {status: 503}, above: 5/s}]", saw({two_requests})),
            "its rate of 5 in 1s was never exceeded: there were 2 requests");
  EXPECT_EQ(why("faults: [{update: {status: 503}, until: 30ms}]", saw({two_requests})),
            "its time was over after 30ms, and the first request came at 40 ms");
  EXPECT_EQ(why("faults: [{update: {status: 503}, probability: 0.5}]", saw({two_requests})),
            "by its probability of 0.5 it fell on none: there were 2 requests");
}

TEST(IdleFaults, ATriggerThatWasMetAndStillNothing) {
  EXPECT_EQ(why("faults: [{update: {cut: {at: 50%, by: reset}}}]", saw({two_requests})),
            "its trigger was met (there were 2 requests), but the client was gone before it got "
            "the deviation, or there was nothing to spoil");
}

TEST(IdleFaults, OnlyTheAttemptsThatLackItCount) {
  Observation observation = saw({two_requests, {}});
  observation.faults[0].acted = 1;
  observation.faults[0].idle_attempts = {2};
  EXPECT_EQ(why("attempts: 2\nfaults: [{update: {status: 503}}]", observation),
            "nobody came to `update` in attempt 2");
  EXPECT_EQ(why("attempts: [{}, {faults: [{update: {status: 503}}]}]", saw({two_requests, {}})),
            "nobody came to `update` in attempt 2");
  observation.faults[0].idle_attempts.clear();
  EXPECT_EQ(why("attempts: 2\nfaults: [{update: {status: 503}}]", observation), "it acted");
}

TEST(Verdict, SaysWhereWhatDidNotHoldIsWritten) {
  const std::string text =
      "stage: tls\nexpect:\n  tool:\n    exit: 7\n    stderr: no\nwire: {update: {connections: "
      "5}}\n";
  AttemptObservation attempt = exited(7);
  attempt.probes["stderr"] = std::string("yes");
  EXPECT_EQ(judged(text, observed({attempt})).where.line, 5);
  attempt.probes["stderr"] = std::string("no");
  EXPECT_EQ(judged(text, observed({attempt})).where.line, 6) << "the wire";
  EXPECT_EQ(judged("expect:\n  tool: {exit: 7}", observed({exited(7)})).where.line, 0) << "a pass";
  Observation idle = saw({{}});
  EXPECT_EQ(
      judged("faults:\n  - update: {status: 503}\nexpect: {tool: {exit: 0}}", idle).where.line, 2)
      << "a fault";
}

}  // namespace
}  // namespace tetra::judge
