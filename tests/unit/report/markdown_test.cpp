#include "tests/unit/report/some_results.hpp"

namespace tetra::report {
namespace {

TEST(Markdown, CountsAndTellsWhatFailed) {
  SomeResults some;
  some.add("a", "curl", judge::Kind::pass);
  some.add_failed("b", "curl", "exit: expected 56, got 7");
  some.add("c", "wget", judge::Kind::skipped).verdict.reason = "wget has no route pac";
  some.results.changes =
      std::vector<Change>{{Change::Kind::mended, "a", "curl", "pass, was timeout"}};
  const std::string text = to_markdown(some.results);
  for (const char* part :
       {"## TETRA Lab: 1 of 3 cases failed\n", "| wrong-error | 1 |\n",
        "| b | curl | wrong-error | exit 56 | exit 7 | exit: expected 56, got 7<br>",
        "<code>tetralab run b --client curl</code>",
        "<details><summary>1 cases skipped, and why</summary>\n\n",
        "| wget has no route pac | 1 |\n", "| mended | a | curl | pass, was timeout |\n"}) {
    EXPECT_NE(text.find(part), text.npos) << part << " in\n" << text;
  }
}

TEST(Markdown, HostileTextIsNeitherTableNorHtml) {
  SomeResults some;
  some.add_failed("b", "curl", hostile).verdict.actual["exit"] = hostile;
  const std::string text = to_markdown(some.results);
  for (const char* part : {"<d>", " @g", "\x1b", "a|b", "a |b"})
    EXPECT_EQ(text.find(part), text.npos) << part;
  EXPECT_NE(text.find("a\\|b \\`c\\` &#60;d&#62; &#38;"), text.npos) << text;
  const std::size_t row = text.find("| b | curl |");
  const std::string line = text.substr(row, text.find('\n', row) - row);
  EXPECT_TRUE(line.ends_with("</code> |")) << "a line end would have ended the row: " << line;
}

TEST(Markdown, IsNeverLargerThanAMebibyteAndSaysWhatIsMissing) {
  SomeResults some;
  for (int n = 0; n < 3000; ++n)
    some.add_failed("b" + std::to_string(n), "curl", std::string(300, '|'));
  const std::string text = to_markdown(some.results);
  EXPECT_LE(text.size(), std::size_t{1} << 20);
  EXPECT_GT(text.size(), std::size_t{1} << 19);
  EXPECT_NE(text.find(" of these 3000 rows are left out: a summary has at most 1 MiB."), text.npos);
}

}  // namespace
}  // namespace tetra::report
