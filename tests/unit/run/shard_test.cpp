#include "harness/run/shard.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "engine/document/yaml.hpp"
#include "engine/scenario/loader.hpp"

namespace tetra::run {
namespace {

std::vector<Weighed> some(std::size_t count) {
  std::mt19937_64 random(7);
  std::vector<Weighed> all;
  for (std::size_t n = 0; n < count; ++n)
    all.push_back({"s" + std::to_string(n / 3), "c" + std::to_string(n % 3),
                   static_cast<double>(random() % 5000)});
  return all;
}

TEST(Split, GivesEachCaseToOneShardAndTheyTakeEquallyLong) {
  const auto cases = some(1000);
  const auto shards = split(cases, 4);
  ASSERT_EQ(shards.size(), cases.size());
  std::vector<double> load(4, 0);
  for (std::size_t n = 0; n < cases.size(); ++n) load.at(shards[n]) += cases[n].ms;
  const double mean = std::accumulate(load.begin(), load.end(), 0.0) / 4;
  EXPECT_LT(*std::max_element(load.begin(), load.end()), mean * 1.01);
}

TEST(Split, DoesNotDependOnTheOrder) {
  auto cases = some(100);
  const auto before = split(cases, 7);
  std::vector<std::pair<Weighed, std::size_t>> together;
  for (std::size_t n = 0; n < cases.size(); ++n) together.emplace_back(cases[n], before[n]);
  std::shuffle(together.begin(), together.end(), std::mt19937_64(9));
  for (std::size_t n = 0; n < cases.size(); ++n) cases[n] = together[n].first;
  const auto after = split(cases, 7);
  for (std::size_t n = 0; n < cases.size(); ++n)
    EXPECT_EQ(after[n], together[n].second) << cases[n].scenario << " " << cases[n].client;
}

TEST(Split, MoreShardsThanCasesLeavesSomeEmpty) {
  const auto shards = split(some(2), 5);
  EXPECT_NE(shards[0], shards[1]);
  EXPECT_EQ(split({}, 3).size(), 0U);
}

double expected(const std::string& text) {
  const auto document = document::parse_yaml(text, "case.yaml").value();
  const auto scenario = scenario::read_scenario(document, {});
  if (!scenario) throw std::invalid_argument(to_string(scenario.error().front()));
  clients::Client client;
  client.name = "tool";
  client.program = "/not/installed";
  return expected_ms(*scenario, client);
}

TEST(ExpectedDuration, IsMadeOfWhatTheFilesSay) {
  const double plain = expected("expect: {tool: {exit: 1}}");
  EXPECT_LT(expected("expect: {other: {exit: 1}}"), plain / 100) << "nothing is run";
  EXPECT_LT(expected("expect: {tool: {skip: why not}}"), plain / 100);
  EXPECT_LT(expected("route: pac\nexpect: {tool: {exit: 1}}"), plain / 100);
  EXPECT_EQ(expected("timeout: 3s\nexpect: {tool: {exit: 28}}"), plain + 3000);
  EXPECT_EQ(expected("expect: {tool: {ends: timeout}}"), plain + 15000);
  EXPECT_GT(expected("attempts: [{}, {pause: 2s}]\nexpect: {tool: {exit: 1}}"), plain + 2000);
}

}  // namespace
}  // namespace tetra::run
