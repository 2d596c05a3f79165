#include "engine/base/text.hpp"
#include "tests/unit/report/some_results.hpp"

namespace tetra::report {
namespace {

TEST(Tap, IsAPlanAndAPointForEachCase) {
  SomeResults some;
  some.add("a", "curl", judge::Kind::pass);
  some.add("b", "curl", judge::Kind::skipped).verdict.reason = "no curl";
  some.add_failed("c", "curl", "exit: expected 56, got 7");
  EXPECT_EQ(to_tap(some.results),
            "TAP version 14\n1..3\n"
            "ok 1 - a curl\n  ---\n  duration_ms: 1500.000\n  ...\n"
            "ok 2 - b curl # SKIP no curl\n"
            "not ok 3 - c curl\n  ---\n  duration_ms: 1500.000\n  verdict: \"wrong-error\"\n  "
            "message: \"exit: expected 56, got 7\"\n"
            "  at:\n    file: \"scenarios/x/c.yaml\"\n    line: 12\n  expected:\n    \"exit\": "
            "\"56\"\n  actual:\n    \"exit\": \"7\"\n"
            "  idle:\n    - \"fault 1: nobody came to `update`\"\n  near_misses:\n    - "
            "\"near-one\"\n    - \"near-two\"\n"
            "  client_version: \"7.88\"\n  again: \"tetralab run c --client curl\"\n  ...\n");
}

TEST(Tap, OfVersion13DiffersInItsFirstLineOnly) {
  SomeResults some;
  some.add_failed("c", "curl", hostile);
  const std::string newer = to_tap(some.results), older = to_tap13(some.results);
  EXPECT_EQ(older.substr(0, 15), "TAP version 13\n");
  EXPECT_EQ(newer.substr(15), older.substr(15));
}

TEST(Tap, HostileTextEndsNoLineAndBeginsNoDirective) {
  SomeResults some;
  some.add("b", "curl", judge::Kind::skipped).verdict.reason = hostile + "\nnot ok 9";
  some.add_failed("c", "# SKIP x\\", hostile + "\n  ...\nok 7").verdict.actual["exit"] = hostile;
  const std::string text = to_tap(some.results);
  EXPECT_EQ(text.find_first_of("\x1b\x01\xff\r"), text.npos);
  EXPECT_NE(text.find("not ok 2 - c \\# SKIP x\\\\\n"), text.npos) << text;
  for (const std::string& line : text::split(text, '\n'))
    EXPECT_FALSE(line.starts_with("ok 7") || line.starts_with("not ok 9")) << line;
  EXPECT_EQ(count(text, "\n  ...\n"), 1U);
}

TEST(Tap, NothingRunIsASkippedPlanAndAnInterruptionBailsOut) {
  SomeResults some;
  EXPECT_EQ(to_tap(some.results), "TAP version 14\n1..0 # SKIP nothing was run\n");
  some.results.header.interrupted = true;
  EXPECT_NE(to_tap(some.results).find("Bail out!"), std::string::npos);
}

}  // namespace
}  // namespace tetra::report
