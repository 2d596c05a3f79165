#include "harness/report/past_run.hpp"

#include "tests/unit/report/some_results.hpp"

namespace tetra::report {
namespace {

std::string mistake(const std::string& text) {
  const auto read = PastRun::parse(text, "old.json");
  return read ? "none" : read.error().code + ": " + read.error().what;
}

TEST(PastRun, ReadsWhatTheJsonReportWrites) {
  SomeResults some;
  some.add("a", "curl", judge::Kind::pass, 1);
  some.add_failed("a", "curl", hostile, 2).observation.duration_ms = 2500;
  const auto read = PastRun::parse(to_json(some.results), "old.json");
  ASSERT_TRUE(read) << to_string(read.error());
  const PastCase* one = read->find({"a", "curl"});
  ASSERT_NE(one, nullptr);
  EXPECT_EQ(one->verdict, judge::Kind::wrong_error) << "one bad round is a failure";
  EXPECT_EQ(one->rounds, 2U);
  EXPECT_EQ(one->duration_ms, 2000);
  EXPECT_EQ(read->find({"a", "wget"}), nullptr);
}

TEST(PastRun, SaysWhatIsWrong) {
  EXPECT_EQ(mistake(""), "not-results: old.json is no results file: it is not JSON");
  EXPECT_EQ(mistake("[]"), "not-results: old.json is no results file: it has no list `cases`");
  EXPECT_EQ(mistake("{\"cases\": [7]}"),
            "not-results: old.json is no results file: case 1 is no object");
  EXPECT_EQ(
      mistake("{\"cases\": [{}]}"),
      "not-results: old.json is no results file: case 1 lacks `scenario`, `client` or `verdict`");
  const std::string named = R"({"cases": [{"scenario": "a", "client": "b", "verdict": )";
  EXPECT_EQ(
      mistake(named + "\"fine\"}]}"),
      "not-results: old.json is no results file: case 1 has a verdict `fine` that there is not");
  EXPECT_EQ(mistake(named + "\"pass\"}]}"),
            "not-results: old.json is no results file: case 1 lacks `duration_ms`");
  for (const char* ms : {"-1", "1e300", "1e999"})
    EXPECT_NE(mistake(named + "\"pass\", \"duration_ms\": " + ms + "}]}"), "none") << ms;
  EXPECT_EQ(mistake(std::string(100000, '[')),
            "not-results: old.json is no results file: it is not JSON")
      << "deep, and still told";
}

TEST(PastRun, AFolderAndAMissingFileAreMistakes) {
  for (const char* path : {"/", "/nonexistent/old.json"}) {
    const auto read = PastRun::read(path);
    ASSERT_FALSE(read) << path;
    EXPECT_EQ(read.error().code, "cannot-read");
  }
}

}  // namespace
}  // namespace tetra::report
