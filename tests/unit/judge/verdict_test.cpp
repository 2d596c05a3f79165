#include "tests/unit/judge/court.hpp"

namespace tetra::judge {
namespace {

constexpr std::string_view fails = "expect: {tool: {exit: 56}}";

Observation with(Observation observation, std::vector<FaultObservation> faults) {
  observation.faults = std::move(faults);
  return observation;
}

TEST(Verdict, IsPassWhenReportAndFaultsAgree) {
  const Verdict verdict = judged(fails, with(observed({exited(56)}), {fault(1)}));
  EXPECT_EQ(verdict.kind, Kind::pass);
  EXPECT_EQ(verdict.reason, "");
  EXPECT_EQ(verdict.expected.at("exit"), "56");
  EXPECT_EQ(verdict.actual.at("exit"), "56");
}

TEST(Verdict, IsWrongErrorForAnotherError) {
  const Verdict verdict = judged(fails, with(observed({exited(7)}), {fault(1)}));
  EXPECT_EQ(verdict.kind, Kind::wrong_error);
  EXPECT_EQ(verdict.reason, "exit: expected 56, got 7");
}

TEST(Verdict, IsNoErrorWhenSuccessIsClaimedUnderAFault) {
  EXPECT_EQ(word(fails, with(observed({exited(0)}), {fault(1)})), "no-error");
}

TEST(Verdict, IsWrongErrorWhenSuccessIsClaimedAndNoFaultWasThere) {
  EXPECT_EQ(word(fails, observed({exited(0)})), "wrong-error");
}

TEST(Verdict, IsWrongErrorForAFailureInAHealthyWorld) {
  EXPECT_EQ(word("expect: {tool: {exit: 0}}", observed({exited(7)})), "wrong-error");
}

TEST(Verdict, IsNotTriggeredWhenAFaultNeverActed) {
  const Verdict verdict = judged(fails, with(observed({exited(56)}), {fault(1), fault(0)}));
  EXPECT_EQ(verdict.kind, Kind::not_triggered);
  EXPECT_EQ(verdict.reason, "fault 1 (`http.cut` of update) never acted");
}

TEST(Verdict, IsNotTriggeredWhenAFaultDidNotActInEveryAttemptThatItShould) {
  FaultObservation once = fault(1);
  once.idle_attempts = {2, 3};
  const Verdict verdict = judged(fails, with(observed({exited(56)}), {once}));
  EXPECT_EQ(verdict.kind, Kind::not_triggered);
  EXPECT_EQ(verdict.reason, "fault 1 (`http.cut` of update) did not act in attempt 2, 3");
  once.required = false;
  EXPECT_EQ(word(fails, with(observed({exited(56)}), {once})), "pass");
}

TEST(Verdict, IsBrokenForAProbeThatTheClientDoesNotHave) {
  const Verdict verdict = judged("expect: {tool: {exti: none}}", observed({exited(0)}));
  EXPECT_EQ(verdict.kind, Kind::broken);
  EXPECT_NE(verdict.reason.find("tool has no probe `exti`; did you mean `exit`?"),
            std::string::npos)
      << verdict.reason;
}

TEST(Verdict, IsNotTriggeredBeforeItIsWrongError) {
  EXPECT_EQ(word(fails, with(observed({exited(7)}), {fault(0)})), "not-triggered");
  EXPECT_EQ(word(fails, with(observed({exited(0)}), {fault(0)})), "not-triggered");
}

TEST(Verdict, DoesNotAskForFaultsThatAreNotRequired) {
  EXPECT_EQ(word(fails, with(observed({exited(56)}), {fault(0, false)})), "pass");
  EXPECT_EQ(word(fails, with(observed({exited(56)}), {fault(0, false), fault(0)})),
            "not-triggered");
}

TEST(Verdict, IsNoErrorForAFaultThatActedThoughNotRequired) {
  EXPECT_EQ(word(fails, with(observed({exited(0)}), {fault(3, false)})), "no-error");
}

TEST(Verdict, IsTimeoutWhateverElseWentWrong) {
  const Verdict verdict = judged(fails, with(observed({ended(Ended::timed_out)}), {fault(0)}));
  EXPECT_EQ(verdict.kind, Kind::timeout);
  EXPECT_EQ(verdict.reason, "killed after 12 ms");
}

TEST(Verdict, IsCrashedWhenASignalEndedTheClient) {
  EXPECT_EQ(word(fails, with(observed({ended(Ended::crashed)}), {fault(0)})), "crashed");
}

TEST(Verdict, IsBrokenWhenTheClientCouldNotBeStarted) {
  AttemptObservation attempt = ended(Ended::not_started);
  attempt.err = "Exec format error";
  const Verdict verdict = judged(fails, observed({attempt}));
  EXPECT_EQ(verdict.kind, Kind::broken);
  EXPECT_EQ(verdict.reason, "the client could not be started: Exec format error");
}

TEST(Verdict, IsBrokenBeforeAnythingElse) {
  Observation observation = with(observed({ended(Ended::timed_out)}), {fault(0)});
  observation.broken = "the cell did not end in time";
  const Verdict verdict = judged(fails, observation);
  EXPECT_EQ(verdict.kind, Kind::broken);
  EXPECT_EQ(verdict.reason, "the cell did not end in time");
}

TEST(Verdict, IsBrokenWhenAnAttemptIsMissing) {
  EXPECT_EQ(word(fails, observed({})), "broken");
  EXPECT_EQ(word("attempts: 3\nexpect: {tool: {exit: 1}}", observed({exited(1), exited(1)})),
            "broken");
}

TEST(Verdict, TakesATimeoutOrACrashThatIsExpected) {
  EXPECT_EQ(word("expect: {tool: {ends: timeout}}", observed({ended(Ended::timed_out)})), "pass");
  EXPECT_EQ(word("expect: {tool: {ends: crashed}}", observed({ended(Ended::crashed)})), "pass");
  EXPECT_EQ(word("expect: {tool: {ends: [crashed, timeout]}}", observed({ended(Ended::timed_out)})),
            "pass");
  EXPECT_EQ(word("expect: {tool: {ends: timeout}}", observed({ended(Ended::crashed)})), "crashed");
  EXPECT_EQ(word("expect: {tool: {ends: timeout}}", observed({exited(0)})), "wrong-error");
}

TEST(Verdict, AnExpectedTimeoutStillNeedsTheRestOfTheReportAndTheFault) {
  EXPECT_EQ(
      word("expect: {tool: {ends: timeout, stderr: slow}}", observed({ended(Ended::timed_out)})),
      "wrong-error");
  EXPECT_EQ(word("expect: {tool: {ends: timeout}}",
                 with(observed({ended(Ended::timed_out)}), {fault(0)})),
            "not-triggered");
}

TEST(Verdict, ACrashIsNoClaimOfSuccess) {
  EXPECT_EQ(word("expect: {tool: {ends: crashed, exit: 5}}",
                 with(observed({ended(Ended::crashed)}), {fault(1)})),
            "wrong-error");
}

TEST(Verdict, CountsTheFirstAttemptThatIsWrong) {
  constexpr std::string_view recovers =
      "attempts: [{}, {}, {expect: {tool: {exit: 0}}}]\nexpect: {tool: {exit: 22}}";
  EXPECT_EQ(word(recovers, observed({exited(22), exited(22), exited(0)})), "pass");
  const Verdict verdict = judged(recovers, observed({exited(22), exited(23), exited(7)}));
  EXPECT_EQ(verdict.kind, Kind::wrong_error);
  EXPECT_EQ(verdict.reason, "2.exit: expected 22, got 23");
  EXPECT_EQ(verdict.expected.at("3.exit"), "0");
  EXPECT_EQ(verdict.actual.at("1.exit"), "22");
}

TEST(Verdict, EachAttemptEndsForItself) {
  EXPECT_EQ(word("attempts: 2\nexpect: {tool: {exit: 0}}",
                 observed({exited(0), ended(Ended::timed_out)})),
            "timeout");
  EXPECT_EQ(word("attempts: [{expect: {tool: {ends: timeout}}}, {}]\nexpect: {tool: {exit: 0}}",
                 observed({ended(Ended::timed_out), exited(0)})),
            "pass");
}

TEST(Verdict, ShortensAndCleansWhatItQuotes) {
  AttemptObservation attempt = exited(1);
  attempt.probes["stderr"] = "\x1b[31m" + std::string(5000, 'x');
  const Verdict verdict = judged("expect: {tool: {stderr: never}}", observed({attempt}));
  EXPECT_LT(verdict.reason.size(), 300U);
  EXPECT_EQ(verdict.reason.find('\x1b'), std::string::npos);
}

TEST(Verdict, HasAWordForEachKind) {
  const std::vector<std::string_view> words{"pass",    "wrong-error", "no-error", "not-triggered",
                                            "timeout", "crashed",     "skipped",  "broken"};
  for (std::size_t n = 0; n < words.size(); ++n)
    EXPECT_EQ(to_string(static_cast<Kind>(n)), words[n]);
}

}  // namespace
}  // namespace tetra::judge
