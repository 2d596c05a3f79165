#include <gtest/gtest.h>

#include <set>

#include "connector/tell/outcome.hpp"
#include "harness/explain/answers.hpp"

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

TEST(ExplainTable, HasEveryCodeOfTheConnector) {
  const auto table = read_table("harness/explain/codes");
  for (const connector::CauseRow& row : connector::causes()) {
    const auto found = meanings(*table, table->family("lasterror"), std::to_string(row.lasterror));
    EXPECT_FALSE(found.empty()) << row.word;
  }
}

TEST(ExplainTable, SaysWhereItIsWrong) {
  EXPECT_EQ(read_table("/nonexistent").error().code, "cannot-read");
}

}  // namespace
}  // namespace tetra::explain
