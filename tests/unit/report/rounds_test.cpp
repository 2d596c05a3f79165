#include "harness/report/rounds.hpp"

#include <sstream>

#include "tests/unit/report/some_results.hpp"

namespace tetra::report {
namespace {

TEST(Rounds, AVerdictThatChangesIsAFailure) {
  SomeResults some;
  some.add("a", "curl", judge::Kind::pass, 1);
  some.add_failed("a", "curl", "x", 2);
  some.add("a", "curl", judge::Kind::pass, 3);
  const auto cases = by_case(some.results.cases);
  ASSERT_EQ(cases.size(), 1U);
  EXPECT_TRUE(cases[0].failed());
  EXPECT_TRUE(cases[0].changed_verdict());
  EXPECT_FALSE(cases[0].changed_report());
  EXPECT_EQ(cases[0].representative().verdict.reason, "x");
  EXPECT_EQ(told(cases[0].outcomes), "2 pass, 1 wrong-error (exit 7)");
  std::ostringstream out;
  EXPECT_FALSE(print_summary(out, some.results.cases));
  EXPECT_NE(out.str().find("changed its verdict: a curl: 2 pass, 1 wrong-error (exit 7)\n"),
            std::string::npos)
      << out.str();
}

TEST(Rounds, AReportThatChangesWithinWhatIsAllowedIsTold) {
  SomeResults some;
  some.add("a", "curl", judge::Kind::pass, 1).verdict.actual = {
      {"exit", "56"}, {"stderr", "after 1001 milliseconds and a text that is longer"}};
  some.add("a", "curl", judge::Kind::pass, 2).verdict.actual = {
      {"exit", "7"}, {"stderr", "after 1002 milliseconds and a text that is longer"}};
  some.add("a", "curl", judge::Kind::pass, 3).verdict.actual = {
      {"exit", "56"}, {"stderr", "after 1003 milliseconds and a text that is longer"}};
  std::ostringstream out;
  EXPECT_TRUE(print_summary(out, some.results.cases));
  EXPECT_NE(out.str().find("changed its report: a curl: 2 pass (exit 56), 1 pass (exit 7)\n"),
            std::string::npos)
      << out.str();
}

TEST(Rounds, OfOtherCasesAreApart) {
  SomeResults some;
  some.add("a", "curl", judge::Kind::pass);
  some.add("a", "wget", judge::Kind::pass);
  some.add("b", "wget", judge::Kind::pass);
  EXPECT_EQ(by_case(some.results.cases).size(), 3U);
}

}  // namespace
}  // namespace tetra::report
