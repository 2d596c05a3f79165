#include <nlohmann/json.hpp>

#include "tests/unit/report/some_results.hpp"

namespace tetra::report {
namespace {

using nlohmann::json;

TEST(Json, HasWhatShardsAndHistoryNeed) {
  SomeResults some;
  some.add("a", "curl", judge::Kind::pass);
  const json all = json::parse(to_json(some.results));
  const json& one = all.at("cases").at(0);
  EXPECT_EQ(one.at("duration_ms"), 1500);
  EXPECT_EQ(one.at("stage"), "download");
  EXPECT_EQ(one.at("title").at("de"), "The title") << "English where there is no German";
  EXPECT_EQ(one.at("again"), "tetralab run a --client curl");
  EXPECT_FALSE(one.contains("round"));
  EXPECT_FALSE(one.contains("near_misses")) << "only what failed is explained";
  EXPECT_EQ(all.at("started"), "2026-01-31T12:00:00Z");
  EXPECT_EQ(all.at("unsteady"), json::array());
  EXPECT_FALSE(all.contains("changes"));
}

TEST(Json, ExplainsAFailure) {
  SomeResults some;
  some.add_failed("a", "curl", hostile);
  const json one = json::parse(to_json(some.results)).at("cases").at(0);
  EXPECT_EQ(one.at("near_misses"), json({"near-one", "near-two"}));
  EXPECT_EQ(one.at("more_near_misses"), 3);
  EXPECT_EQ(one.at("idle").at(0), json({{"fault", "http.cut"},
                                        {"service", "update"},
                                        {"index", 0},
                                        {"why", "nobody came to `update`"}}));
  EXPECT_EQ(one.at("where"), json({{"file", "scenarios/x/a.yaml"}, {"line", 12}}));
  EXPECT_NE(one.at("reason").get<std::string>().find("\x1b[2J"), std::string::npos)
      << "JSON can say it as it is";
}

TEST(Json, CountsOutcomesOfRounds) {
  SomeResults some;
  for (unsigned round = 1; round <= 2; ++round) some.add("a", "curl", judge::Kind::pass, round);
  some.add_failed("a", "curl", "x", 3);
  const json all = json::parse(to_json(some.results));
  EXPECT_EQ(all.at("rounds"), 3);
  EXPECT_EQ(all.at("cases").at(2).at("round"), 3);
  const json& one = all.at("unsteady").at(0);
  EXPECT_EQ(one.at("verdict_changed"), true);
  EXPECT_EQ(one.at("outcomes").at(0).at("times"), 2);
  EXPECT_EQ(one.at("outcomes").at(1).at("actual"), json({{"exit", 7}}));
}

}  // namespace
}  // namespace tetra::report
