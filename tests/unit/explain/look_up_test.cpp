#include "harness/explain/look_up.hpp"

#include <gtest/gtest.h>

#include "harness/explain/patterns.hpp"
#include "harness/explain/questions.hpp"
#include "harness/explain/read_table.hpp"

namespace tetra::explain {
namespace {

class LookUp : public testing::Test {
 protected:
  // `lasterror 4294965196` and what else the words stand for; `unknown, nearest …` for what nobody
  // knows.
  std::vector<std::string> answers(const std::vector<std::string>& typed) {
    std::vector<std::string> all;
    const auto questions = read_questions(table_, typed);
    for (const Question& question : questions.value()) {
      const Answer answer = look_up(table_, question);
      for (const Finding& one : answer.findings) {
        all.push_back(one.code != nullptr
                          ? one.family->words.front() + " " + one.family->shown(one.code->number)
                          : "unknown, nearest " + answer.nearest);
      }
    }
    return all;
  }
  using Words = std::vector<std::string>;

  Table table_ = read_table("harness/explain/codes").value();
};

TEST_F(LookUp, TakesACodeInAnyForm) {
  for (const char* form : {"4294965196", "-2100", "0xFFFFF7CC", "0xfffff7cc", "FFFFF7CC"})
    EXPECT_EQ(answers({form}), (Words{"lasterror 4294965196"})) << form;
  for (const char* form : {"0x80092013", "80092013", "2148081683", "-2146885613",
                           "CRYPT_E_REVOCATION_OFFLINE", "crypt_e_revocation_offline"}) {
    EXPECT_EQ(answers({form}), (Words{"hresult 0x80092013"})) << form;
  }
}

TEST_F(LookUp, TakesTheFamilyWithIt) {
  for (const Words& form : {Words{"curl", "35"}, Words{"curl 35"}, Words{"curl:35"},
                            Words{"curl: (35)"}, Words{"CURL=35"}, Words{"curl.exe", "35"}}) {
    EXPECT_EQ(answers(form), (Words{"curl 35"}));
  }
  EXPECT_EQ(answers({"wget", "4", "winhttp", "12029"}), (Words{"wget 4", "winhttp 12029"}));
}

TEST_F(LookUp, TellsEveryMeaningOfABareNumber) {
  EXPECT_EQ(answers({"204"}), (Words{"http 204", "lasterror 4294965196"}))
      << "a status of HTTP, or what is left of -2100 as an exit status";
  EXPECT_EQ(answers({"12175"}), (Words{"winhttp 12175"}));
  EXPECT_EQ(answers({"0x80072F8F"}), (Words{"winhttp 12175"}));
}

TEST_F(LookUp, NamesTheNearestOfAnUnknownOne) {
  EXPECT_EQ(answers({"curl 99"}), (Words{"unknown, nearest curl 98 CURLE_SSL_CLIENTCERT"}));
  EXPECT_EQ(answers({"-2101"}), (Words{"unknown, nearest lasterror 4294965196"}));
  EXPECT_EQ(answers({"CRYPT_E_REVOKD"}), (Words{"unknown, nearest CRYPT_E_REVOKED"}));
  EXPECT_EQ(answers({"99999999999999999999"}).size(), 1U);
}

TEST_F(LookUp, TellsTheFirstFiftyCodesOfAFileAndWhetherThereAreMore) {
  std::string text;
  for (int code = 1; code <= 50; ++code) text += "curl: (" + std::to_string(code) + ") no\n";
  EXPECT_FALSE(look_through(table_, "log", {text, "UTF-8"}).more);
  text += "curl: (1) no\n";
  EXPECT_FALSE(look_through(table_, "log", {text, "UTF-8"}).more);
  const Answer answer = look_through(table_, "log", {text + "curl: (52) no\n", "UTF-8"});
  EXPECT_EQ(answer.findings.size(), 50U);
  EXPECT_TRUE(answer.more);
}

TEST_F(LookUp, KnowsAFileFromACode) {
  EXPECT_EQ(read_questions(table_, {"/nonexistent/local.xml"}).error().code, "cannot-read");
  EXPECT_EQ(read_questions(table_, {"gone.txt"}).error().code, "cannot-read");
  EXPECT_EQ(read_questions(table_, {""}).error().code, "no-question");
  EXPECT_EQ(read_questions(table_, {"-"})->front().file, "-");
}

}  // namespace
}  // namespace tetra::explain
