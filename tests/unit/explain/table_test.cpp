#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "harness/explain/read_table.hpp"

namespace tetra::explain {
namespace {

TEST(ExplainTable, IsWholeInBothLanguages) {
  const auto table = read_table("harness/explain/codes");
  ASSERT_TRUE(table) << to_string(table.error());
  for (const auto& family : table->families) {
    std::set<std::int64_t> numbers;
    for (const Code& code : family->codes) {
      const std::string what = family->id + " " + family->shown(code.number);
      EXPECT_TRUE(numbers.insert(code.number).second) << what << " is there twice";
      EXPECT_FALSE(code.means.en.empty() || code.means.de.empty() || code.check.en.empty() ||
                   code.check.de.empty())
          << what;
    }
  }
}

TEST(ExplainTable, SaysOfNoCodeThatItIsCiscosButOfThoseThatCiscoPublishes) {
  const auto table = read_table("harness/explain/codes");
  std::set<std::int64_t> ciscos;
  for (const auto& family : table->families) {
    for (const Code& code : family->codes) {
      if (code.mark == "D") ciscos.insert(code.number);
    }
  }
  EXPECT_EQ(ciscos, (std::set<std::int64_t>{4294965193, 4294965196, 4294965187, 0x80092013}));
}

TEST(ExplainTable, SaysWhereItIsWrong) {
  EXPECT_EQ(read_table("/nonexistent").error().code, "cannot-read");
}

// What is wrong with a table that has these rows of reports.
std::string problem_of(const std::string& causes) {
  const std::filesystem::path folder = testing::TempDir() + "explain-table";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "a.yaml") << "marks: {L: own}\nfamily: lasterror\ncodes: []\nreports:\n  "
                                      "program: p\n  family: lasterror\n"
                                      "  mark: L\n  source: s\n  means: m\n  advice:\n    a: {en: "
                                      "x, de: y}\n    b: {en: x}\n  causes:\n"
                                   << causes;
  const auto table = read_table(folder);
  std::filesystem::remove_all(folder);
  return table ? "" : std::to_string(table.error().where.line) + " " + table.error().what;
}

TEST(ExplainTable, SaysWhatIsWrongWithTheWordsOfAProgram) {
  EXPECT_EQ(problem_of("    - {cause: c, stage: dns, lasterror: 0x7E7A0101, advice: a}\n"), "");
  EXPECT_EQ(problem_of("    - {cause: c, stage: dns, advice: a}\n"),
            "14 a row wants cause, stage and lasterror");
  EXPECT_EQ(problem_of("    - {cause: c, stage: dns, lasterror: 7}\n"),
            "14 a number that no other row explains wants advice");
  for (const char* advice : {"gone", "b"}) {
    EXPECT_EQ(problem_of("    - {cause: c, stage: dns, lasterror: 7, advice: " +
                         std::string(advice) + "}\n"),
              "14 there is no such advice");
  }
}

}  // namespace
}  // namespace tetra::explain
