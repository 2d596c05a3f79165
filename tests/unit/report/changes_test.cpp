#include "harness/report/changes.hpp"

#include <sstream>

#include "tests/unit/report/some_results.hpp"

namespace tetra::report {
namespace {

PastRun past(const std::string& cases) {
  return PastRun::parse("{\"cases\": [" + cases + "]}", "old.json").value();
}

std::string line(const std::string& scenario, const std::string& verdict, double ms = 1500) {
  return "{\"scenario\": \"" + scenario + "\", \"client\": \"curl\", \"verdict\": \"" + verdict +
         "\", \"duration_ms\": " + std::to_string(ms) + "}";
}

std::string told(const PastRun& before, const SomeResults& now, bool exists = true) {
  std::string all;
  for (const Change& one :
       changes_since(before, now.results.cases, [&](const CaseName&) { return exists; })) {
    all += std::string(to_string(one.kind)) + " " + one.scenario + ": " + one.what + "; ";
  }
  return all;
}

TEST(Changes, AreToldByKind) {
  SomeResults now;
  now.add("a", "curl", judge::Kind::wrong_error);
  now.add("b", "curl", judge::Kind::pass);
  now.add("c", "curl", judge::Kind::timeout);
  now.add("d", "curl", judge::Kind::skipped);
  now.add("e", "curl", judge::Kind::pass);
  const PastRun before = past(line("a", "pass") + "," + line("b", "crashed") + "," +
                              line("c", "no-error") + "," + line("d", "pass"));
  EXPECT_EQ(told(before, now),
            "newly failing a: wrong-error, was pass; mended b: pass, was crashed; another verdict "
            "c: timeout, was no-error; another verdict d: skipped, was pass; new e: pass; ");
}

TEST(Changes, AreNoneForTheSame) {
  SomeResults now;
  now.add("a", "curl", judge::Kind::pass);
  now.add("b", "curl", judge::Kind::skipped);
  EXPECT_EQ(told(past(line("a", "pass")), now), "") << "a skipped case is not new either";
}

TEST(Changes, SlowerIsTwiceAndASecond) {
  SomeResults now;
  now.add("a", "curl", judge::Kind::pass).observation.duration_ms = 5000;
  EXPECT_EQ(told(past(line("a", "pass", 2400)), now), "slower a: 5.0 s, was 2.4 s; ");
  EXPECT_EQ(told(past(line("a", "pass", 2600)), now), "") << "not twice";
  now.results.cases[0].observation.duration_ms = 1400;
  EXPECT_EQ(told(past(line("a", "pass", 500)), now), "") << "not a second";
}

TEST(Changes, GoneIsWhatExistsNoMoreAndNotWhatWasNotChosen) {
  SomeResults now;
  EXPECT_EQ(told(past(line("a", "pass")), now, true), "");
  EXPECT_EQ(told(past(line("a", "pass")), now, false), "gone a: was pass; ");
  EXPECT_EQ(told(past(line("a", "skipped")), now, false), "");
}

TEST(Changes, OfOneKindArePrintedUpToABound) {
  std::vector<Change> many(25, Change{Change::Kind::mended, "s", "c", "x"});
  std::ostringstream out;
  print_changes(out, many);
  EXPECT_EQ(count(out.str(), "    s c: x\n"), 20U);
  EXPECT_NE(out.str().find("since the baseline mended: 25\n"), std::string::npos);
  EXPECT_NE(out.str().find("    and 5 more\n"), std::string::npos);
}

}  // namespace
}  // namespace tetra::report
