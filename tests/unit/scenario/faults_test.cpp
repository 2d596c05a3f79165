#include "tests/unit/scenario/reading.hpp"

namespace tetra::scenario {
namespace {

TEST(ScenarioFaults, CarryServiceParametersTriggerAndPlace) {
  const Scenario s = scenario_from(rich);
  ASSERT_EQ(s.faults.size(), 4U);
  const FaultUse& cut = s.faults[0];
  EXPECT_EQ(cut.service, "update");
  EXPECT_EQ(cut.entry->info.id(), "test.cut");
  EXPECT_EQ(cut.parameters.find("at")->text, "50%");
  EXPECT_EQ(cut.trigger.when.path, "/av64bit_*/**");
  EXPECT_EQ(cut.trigger.times, 1U);
  EXPECT_EQ(cut.trigger.every, 3U);
  EXPECT_EQ(cut.trigger.after, 2U);
  EXPECT_EQ(cut.trigger.lasting, std::chrono::seconds(10));
  EXPECT_DOUBLE_EQ(cut.trigger.probability, 0.2);
  EXPECT_TRUE(cut.optional);
  EXPECT_EQ(cut.where.line, 18);
  EXPECT_EQ(cut.where.column, 5);
}

TEST(ScenarioFaults, MayBeABareWordOrHaveOneScalar) {
  const Scenario s = scenario_from(
      "faults: [{update: refuse}, {update: {refuse: }}, {update: {alert: 40}}, {update: cut}]");
  ASSERT_EQ(s.faults.size(), 4U);
  EXPECT_TRUE(s.faults[0].parameters.is_null());
  EXPECT_TRUE(s.faults[1].parameters.is_null());
  EXPECT_EQ(s.faults[2].parameters.text, "40");
  EXPECT_FALSE(s.faults[3].optional);
}

struct FaultCase {
  std::string_view text, mistakes;
};

TEST(ScenarioFaults, TellEachMistakeWithItsPlace) {
  const std::vector<FaultCase> cases{
      {"faults: refuse", "wrong-type@1:9"},
      {"faults: {update: refuse}", "wrong-type@1:9"},
      {"faults: [refuse]", "missing-service@1:10"},
      {"faults: [update]", "missing-value@1:10"},
      {"faults: [nonsense]", "unknown-key@1:10"},
      {"faults: [[update]]", "wrong-type@1:10"},
      {"faults: [{cut: {at: 5}}]", "missing-service@1:11"},
      {"faults: [{times: 1}]", "missing-service@1:10"},
      {"faults: [{updat: refuse}]", "unknown-key@1:11"},
      {"faults: [{update: refuse, ocsp: refuse}]", "two-faults@1:27"},
      {"faults: [{update: {refuse: , cut: 5}}]", "two-faults@1:30"},
      {"faults:\n  - update:\n      cut: {at: 5}\n      times: 1", "two-faults@4:7"},
      {"faults: [{update: {}}]", "missing-value@1:19"},
      {"faults: [{update: }]", "missing-value@1:11"},
      {"faults: [{update: [refuse]}]", "wrong-type@1:19"},
      {"faults: [{update: refused}]", "unknown-fault@1:19"},
      {"faults: [{update: {ct: 5}}]", "unknown-fault@1:20"},
      {"faults: [{dns: cut}]", "unknown-fault@1:16"},
      {"faults: [{update: {cut: {att: 50%}}}]", "unknown-key@1:26"},
      {"faults: [{update: {cut: {at: 50 percent}}}]", "bad-position@1:30"},
      {"faults: [{update: {cut: {by: rst}}}]", "unknown-word@1:30"},
      {"faults: [{update: {cut: {at: [1]}}}]", "wrong-type@1:30"},
      {"faults: [{update: {alert: 256}}]", "out-of-bounds@1:27"},
      {"faults: [{update: {alert: handshake}}]", "wrong-type@1:27"},
      {"faults: [{update: alert}]", "missing-parameter@1:19"},
      {"faults: [{update: {delay: {by: 10}}}]", "bad-duration@1:32"},
      {"faults: [{update: {delay: {by: 1s, after: 1 KB}}}]", "bad-size@1:43"},
      {"faults: [{update: {refuse: 5}}]", "wrong-type@1:28"},
      {"faults: [{dns: {answer: {addresses: [a], note: never}}}]", "bad-parameter@1:25"},
      {"faults: [{update: refuse, time: 1}]", "unknown-key@1:27"},
      {"faults: [{update: refuse, times: 0}]", "wrong-type@1:34"},
      {"faults: [{update: refuse, probability: 2}]", "wrong-type@1:40"},
      {"faults: [{update: refuse, for: 3}]", "bad-duration@1:32"},
      {"faults: [{update: refuse, when: {pth: x}}]", "unknown-key@1:34"},
      {"faults: [{update: refuse, when: {request: x}}]", "bad-range@1:43"},
      {"faults: [{update: refuse, when: now}]", "wrong-type@1:33"},
      {"faults: [{update: refuse, when: {request: 0}}]", "never-holds@1:43"},
      {"faults: [{update: refuse, when: {connection: ..0}}]", "never-holds@1:46"},
      {"faults: [{update: refuse, when: {sent: 0}}]", ""},
      {"faults: [{update: refuse, when: {header: 'Two words: x'}}]", "bad-header@1:42"},
      {"faults: [{update: refuse, when: {header: ': x'}}]", "bad-header@1:42"},
      {"faults: [{update: refuse, when: {header: 'Range: bytes=*'}}]", ""},
      {"faults: [{update: {alert: 40, cut: 3}}]", "two-faults@1:31"},
      {"faults: [{update: {alert: 40, code: 3}}]", "unknown-fault@1:31"},
      {"faults: [{update: refuse, optional: maybe}]", "unknown-word@1:37"},
      {"attempts: [{faults: [{update: refused}]}]", "unknown-fault@1:31"},
  };
  for (const FaultCase& one : cases) EXPECT_EQ(mistakes_in(one.text), one.mistakes) << one.text;
}

TEST(ScenarioFaults, ThatHoldBeforeAnybodyComesCanNotBeCounted) {
  EXPECT_EQ(
      mistakes_in(
          "faults: [{update: shut, when: {attempt: 2.., address: 192.0.2.10}, optional: true}]"),
      "");
  for (const std::string key :
       {"times: 1", "every: 2", "after: 1", "for: 3s", "probability: 0.5"}) {
    EXPECT_EQ(mistakes_in("faults: [{update: shut, " + key + "}]"), "standing-fault@1:25") << key;
  }
  for (const std::string key : {"path: /a", "host: a", "connection: 1", "request: 2", "method: GET",
                                "user-agent: a", "header: a", "name: a", "type: A"}) {
    EXPECT_EQ(mistakes_in("faults: [{update: shut, when: {" + key + "}}]"), "standing-fault@1:32")
        << key;
  }
  EXPECT_EQ(mistakes_in("attempts: [{faults: [{update: shut, times: 1}]}]"), "standing-fault@1:37");
  EXPECT_EQ(mistakes_in("faults: [{update: shut, times: 0}]"), "wrong-type@1:32");
}

TEST(ScenarioFaults, SayHowToMendIt) {
  EXPECT_EQ(hint_for("faults: [{cut: 5}]"), "write `- update: {cut: …}`");
  EXPECT_EQ(hint_for("faults: [{update: refused}]"), "did you mean `refuse`?");
  EXPECT_EQ(hint_for("faults: [{dns: cut}]"), "`cut` is a fault of: update, ocsp, crl, proxy");
  EXPECT_EQ(hint_for("faults: [{update: {refuse: , cut: 5}}]"),
            "split it: `- update: {refuse: …}` and `- update: {cut: …}`");
  EXPECT_EQ(hint_for("faults: [{update: {cut: 5, times: 1}}]"),
            "it belongs beside `update:`, in the same column");
  EXPECT_EQ(hint_for("faults: [{update: {cut: {att: 5}}}]"), "did you mean `at`?");
  EXPECT_EQ(hint_for("faults: [{update: {alert: 40, code: 3}}]"),
            "parameters stand inside of their fault: `- update: {alert: {code: …}}`");
}

TEST(ScenarioFaults, AreToldWhatWouldNeverHold) {
  EXPECT_EQ(
      mistakes_in("faults: [{update: hello-fault, when: {host: a, address: b, connection: 2..}}]"),
      "");
  EXPECT_EQ(mistakes_in("faults: [{update: hello-fault, when: {host: a, path: /x}}]"),
            "never-holds@1:48");
  EXPECT_EQ(hint_for("faults: [{update: hello-fault, when: {path: /x}}]"),
            "it knows: attempt, connection, sent, address, host");
}

}  // namespace
}  // namespace tetra::scenario
