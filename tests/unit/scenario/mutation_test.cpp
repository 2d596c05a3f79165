#include <random>

#include "engine/document/caret.hpp"
#include "engine/document/yaml.hpp"
#include "tests/unit/scenario/reading.hpp"

namespace tetra::scenario {
namespace {

constexpr std::string_view spices[] = {"[",
                                       "]",
                                       "{",
                                       "}",
                                       ": ",
                                       "- ",
                                       "\n",
                                       "  ",
                                       "\t",
                                       "\"",
                                       "'",
                                       "&a ",
                                       "*a",
                                       "!x ",
                                       "? ",
                                       "|\n",
                                       ">",
                                       "#",
                                       "%",
                                       "~",
                                       "---\n",
                                       "...\n",
                                       "\xff",
                                       "\xc3",
                                       "\\",
                                       "faults",
                                       "update",
                                       "cut",
                                       "..",
                                       "-1",
                                       "99999999999999999999",
                                       "\r\n",
                                       ",",
                                       "<<: *a\n"};

// Spoils a text in one to four places: bytes changed, cut out, moved or seasoned.
class Spoiler {
 public:
  explicit Spoiler(unsigned seed) : random_(seed) {}
  std::string spoil(std::string text) {
    const std::size_t times = 1 + below(4);
    for (std::size_t i = 0; i < times; ++i) once(text);
    return text;
  }

 private:
  std::size_t below(std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_);
  }
  void once(std::string& text) {
    if (text.empty()) text = "x";
    const std::size_t at = below(text.size());
    const std::size_t length = 1 + below(30);
    switch (below(5)) {
      case 0:
        text[at] = static_cast<char>(below(256));
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.insert(below(text.size()), text.substr(at, length));
        break;
      case 3:
        text.insert(at, spices[below(std::size(spices))]);
        break;
      default:
        text.resize(at);
    }
  }

  std::mt19937 random_;
};

TEST(Mutations, AreReadOrToldButNeverCrash) {
  std::size_t good = 0;
  std::size_t bad = 0;
  Spoiler spoiler(20230518);
  for (int i = 0; i < 4000; ++i) {
    const std::string text = spoiler.spoil(std::string(rich));
    const auto document = document::parse_yaml(text, "case.yaml");
    auto problems = document ? std::vector<Problem>{} : std::vector{document.error()};
    if (document) {
      const Lookup lookup = [&](std::string_view) { return &*document; };
      const auto scenario = read_scenarios(*document, lookup);
      if (!scenario) problems = scenario.error();
    }
    problems.empty() ? ++good : ++bad;
    for (const Problem& problem : problems) {
      ASSERT_FALSE(problem.code.empty() || problem.what.empty()) << text;
      ASSERT_TRUE(problem.where.line >= 1 && problem.where.column >= 1)
          << to_string(problem) << "\n"
          << text;
      const std::string told = document::with_caret(problem, text);
      ASSERT_EQ(told.find('\x1b'), std::string::npos);
      ASSERT_NE(told.find('^'), std::string::npos) << told << text;
    }
  }
  EXPECT_GT(good, 100U);
  EXPECT_GT(bad, 1000U);
}

}  // namespace
}  // namespace tetra::scenario
