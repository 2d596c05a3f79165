#include "engine/journal/fields.hpp"
#include "engine/journal/kinds/http.hpp"
#include "engine/journal/kinds/transport.hpp"
#include "engine/journal/kinds/tunnel.hpp"
#include "mockserver/dns/dns_events.hpp"
#include "tests/unit/judge/court.hpp"

namespace tetra::judge {
namespace {

using Events = std::vector<journal::Event>;

journal::Event event_of(std::string service, const journal::Kind& kind) {
  journal::Event event;
  event.service = std::move(service);
  event.kind = &kind;
  return event;
}

template <class K>
journal::Event event_of(std::string service, K written) {
  journal::Event event = event_of(std::move(service), K::kind);
  event.fields = journal::Fields::of(std::move(written));
  return event;
}

WireTally tally_of(const Events& events) {
  WireTally tally;
  for (const journal::Event& one : events) add(tally, one);
  return tally;
}

AttemptObservation with_events(const Events& events) {
  AttemptObservation attempt = exited(0);
  attempt.wire = tally_of(events);
  return attempt;
}

std::string word_for(const std::string& wire, Events events) {
  return word("expect: {tool: {exit: 0}}\nwire: " + wire,
              observed({with_events(std::move(events))}));
}

TEST(Wire, EachMetricCountsItsEventOfItsService) {
  const std::vector<std::pair<std::string, const journal::Kind*>> metrics{
      {"connections", &event::Connection::kind},
      {"requests", &event::Request::kind},
      {"queries", &event::DnsQuery::kind},
      {"answers", &event::DnsAnswer::kind},
      {"connects", &event::Connect::kind},
      {"handshakes", &event::Handshake::kind},
      {"tunnels", &event::Tunnel::kind},
      {"lookups", &event::Lookup::kind},
      {"syns", &event::Syn::kind}};
  for (const auto& [metric, kind] : metrics) {
    const Events events{event_of("proxy", *kind), event_of("update", *kind),
                        event_of("proxy", *kind), event_of("proxy", event::End::kind)};
    EXPECT_EQ(wire_metric(tally_of(events), "proxy", metric), std::vector<std::int64_t>{2})
        << metric;
    EXPECT_EQ(wire_metric(tally_of(events), "crl", metric), std::vector<std::int64_t>{0}) << metric;
  }
}

TEST(Wire, BytesAreSummedAndStatusesAreAllThatWereSent) {
  const Events events{event_of("update", event::Sent{.bytes = 100, .complete = 1}),
                      event_of("update", event::Response{.status = 200, .length = 100}),
                      event_of("update", event::Sent{.bytes = 23, .complete = 0}),
                      event_of("update", event::Response{.status = 404, .length = 100})};
  EXPECT_EQ(wire_metric(tally_of(events), "update", "bytes"), std::vector<std::int64_t>{123});
  EXPECT_EQ(wire_metric(tally_of(events), "update", "status"),
            (std::vector<std::int64_t>{200, 404}));
}

TEST(Wire, AFalseReportOfTheWireIsNotTriggered) {
  const Events two{event_of("update", event::Connection::kind),
                   event_of("update", event::Connection::kind)};
  EXPECT_EQ(word_for("{update: {connections: 2}}", two), "pass");
  EXPECT_EQ(word_for("{update: {connections: 1..}}", two), "pass");
  EXPECT_EQ(word_for("{update: {connections: 3..}}", two), "not-triggered");
  EXPECT_EQ(word_for("{update: {connections: 0}}", two), "not-triggered");
  EXPECT_EQ(word_for("{update: {connections: 2}, ocsp: {connections: 1..}}", two), "not-triggered");
}

TEST(Wire, OneStatusOfThoseSentIsEnough) {
  const Events events{event_of("proxy", event::Response{.status = 407, .length = 0}),
                      event_of("proxy", event::Response{.status = 200, .length = 0})};
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
  const auto request = event_of("update", event::Request::kind);
  EXPECT_EQ(word(text, observed({with_events({request}), with_events({})})), "pass");
  const Verdict verdict = judged(text, observed({with_events({request}), with_events({request})}));
  EXPECT_EQ(verdict.kind, Kind::not_triggered);
  EXPECT_EQ(verdict.reason, "attempt 2: the wire shows update requests 1, expected 0");
}

}  // namespace
}  // namespace tetra::judge
