#include "tests/unit/judge/court.hpp"

namespace tetra::judge {
namespace {

WireTally tally_of(const std::vector<SeenEvent>& events) {
  WireTally tally;
  for (const SeenEvent& one : events) {
    journal::Event event;
    event.service = one.service;
    event.kind = one.kind;
    for (const auto& [key, value] : one.fields)
      event.fields.push_back(journal::Field{key, static_cast<std::int64_t>(std::stoll(value))});
    add(tally, event);
  }
  return tally;
}

AttemptObservation with_events(const std::vector<SeenEvent>& events) {
  AttemptObservation attempt = exited(0);
  attempt.wire = tally_of(events);
  return attempt;
}

std::string word_for(const std::string& wire, std::vector<SeenEvent> events) {
  return word("expect: {tool: {exit: 0}}\nwire: " + wire,
              observed({with_events(std::move(events))}));
}

TEST(Wire, EachMetricCountsItsEventOfItsService) {
  const std::vector<std::pair<std::string, std::string>> metrics{
      {"connections", "connection"}, {"requests", "request"}, {"queries", "query"},
      {"answers", "answer"},         {"connects", "connect"}, {"handshakes", "handshake"},
      {"tunnels", "tunnel"},         {"lookups", "lookup"},   {"syns", "syn"}};
  for (const auto& [metric, kind] : metrics) {
    const std::vector<SeenEvent> events{event("proxy", kind), event("update", kind),
                                        event("proxy", kind), event("proxy", "end")};
    EXPECT_EQ(wire_metric(tally_of(events), "proxy", metric), std::vector<std::int64_t>{2})
        << metric;
    EXPECT_EQ(wire_metric(tally_of(events), "crl", metric), std::vector<std::int64_t>{0}) << metric;
  }
}

TEST(Wire, BytesAreSummedAndStatusesAreAllThatWereSent) {
  const std::vector<SeenEvent> events{
      event("update", "sent", {{"bytes", "100"}}), event("update", "response", {{"status", "200"}}),
      event("update", "sent", {{"bytes", "23"}}), event("update", "response", {{"status", "404"}})};
  EXPECT_EQ(wire_metric(tally_of(events), "update", "bytes"), std::vector<std::int64_t>{123});
  EXPECT_EQ(wire_metric(tally_of(events), "update", "status"),
            (std::vector<std::int64_t>{200, 404}));
}

TEST(Wire, AFalseReportOfTheWireIsNotTriggered) {
  const std::vector<SeenEvent> two{event("update", "connection"), event("update", "connection")};
  EXPECT_EQ(word_for("{update: {connections: 2}}", two), "pass");
  EXPECT_EQ(word_for("{update: {connections: 1..}}", two), "pass");
  EXPECT_EQ(word_for("{update: {connections: 3..}}", two), "not-triggered");
  EXPECT_EQ(word_for("{update: {connections: 0}}", two), "not-triggered");
  EXPECT_EQ(word_for("{update: {connections: 2}, ocsp: {connections: 1..}}", two), "not-triggered");
}

TEST(Wire, OneStatusOfThoseSentIsEnough) {
  const std::vector<SeenEvent> events{event("proxy", "response", {{"status", "407"}}),
                                      event("proxy", "response", {{"status", "200"}})};
  EXPECT_EQ(word_for("{proxy: {status: 407}}", events), "pass");
  EXPECT_EQ(word_for("{proxy: {status: 502}}", events), "not-triggered");
  EXPECT_EQ(word_for("{proxy: {status: 407}}", {}), "not-triggered");
}

TEST(Wire, AReportThatIsWrongIsToldFirst) {
  EXPECT_EQ(
      word("expect: {tool: {exit: 7}}\nwire: {update: {connections: 1..}}", observed({exited(0)})),
      "wrong-error");
}

TEST(Wire, AnAttemptsOwnIsCountedOverThatAttempt) {
  constexpr std::string_view text =
      "attempts: [{wire: {update: {requests: 1}}}, {wire: {update: {requests: 0}}}]\nexpect: "
      "{tool: {exit: 0}}\nwire: {update: {requests: 1}}";
  const auto request = event("update", "request");
  EXPECT_EQ(word(text, observed({with_events({request}), with_events({})})), "pass");
  const Verdict verdict = judged(text, observed({with_events({request}), with_events({request})}));
  EXPECT_EQ(verdict.kind, Kind::not_triggered);
  EXPECT_EQ(verdict.reason, "attempt 2: the wire shows update requests 1, expected 0");
}

}  // namespace
}  // namespace tetra::judge
