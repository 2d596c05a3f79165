// harness/explain/codes/connector.yaml and the connector's own tables say the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "connector/tell/cause.hpp"
#include "connector/update/definitions_store.hpp"
#include "connector/update/update.hpp"
#include "harness/explain/look_up.hpp"
#include "harness/explain/read_table.hpp"

namespace tetra::explain {
namespace {

class ConnectorCodes : public testing::Test {
 protected:
  using Words = std::vector<std::string>;

  Words field(const std::string& name) const {
    const auto found = reports_->fields.find(name);
    return found == reports_->fields.end() ? Words() : found->second;
  }

  Table table_ = read_table("harness/explain/codes").value();
  const Reports* reports_ = table_.reports_of("{tetralab}");
};

TEST_F(ConnectorCodes, AreItsCausesInTheirOrder) {
  ASSERT_NE(reports_, nullptr);
  Words written, own;
  for (const CauseWord& word : reports_->causes)
    written.push_back(word.word + " " + word.stage + " " + std::to_string(word.number));
  for (const connector::CauseRow& row : connector::causes()) {
    own.push_back(std::string(row.word) + " " + std::string(to_string(row.stage)) + " " +
                  std::to_string(row.lasterror));
  }
  EXPECT_EQ(written, own);
}

TEST_F(ConnectorCodes, HaveTheConnectorsAdviceForItsOwnNumbersAndNoOther) {
  std::map<std::string, std::pair<std::string, std::string>> written, own;
  for (const Code& code : table_.family("lasterror")->codes) {
    if (!code.cause.empty()) written[code.cause] = {code.check.en, code.check.de};
  }
  for (const connector::CauseRow& row : connector::causes()) {
    if (row.lasterror >> 16 == connector::lab_base >> 16)
      own[std::string(row.word)] = {std::string(row.advice.en), std::string(row.advice.de)};
  }
  EXPECT_EQ(written, own);
}

TEST_F(ConnectorCodes, EachHaveAMeaning) {
  for (const connector::CauseRow& row : connector::causes()) {
    const auto found = meanings(table_, table_.family("lasterror"), std::to_string(row.lasterror));
    EXPECT_FALSE(found.empty()) << row.word;
  }
  const auto found = meanings(table_, nullptr, "dns-nxdomain");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().code->means.en,
            "The lab's stand-in for the connector failed at stage dns: dns-nxdomain. Cisco "
            "publishes no number for this.");
}

TEST_F(ConnectorCodes, HaveTheWordsOfTheOtherFields) {
  ASSERT_NE(reports_, nullptr);
  Words results, stores, stages;
  for (const auto& [ok, changed] :
       {std::pair(false, false), std::pair(true, false), std::pair(true, true)})
    results.emplace_back(connector::result_word(ok, changed));
  using Kind = connector::StoreState::Kind;
  for (const Kind kind : {Kind::none, Kind::intact, Kind::damaged})
    stores.emplace_back(connector::to_string(kind));
  for (const connector::CauseRow& row : connector::causes()) {
    const std::string stage(to_string(row.stage));
    if (std::find(stages.begin(), stages.end(), stage) == stages.end()) stages.push_back(stage);
  }
  EXPECT_EQ(field("result"), results);
  EXPECT_EQ(field("store"), stores);
  EXPECT_EQ(field("stage"), stages);
}

}  // namespace
}  // namespace tetra::explain
