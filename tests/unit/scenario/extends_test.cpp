#include <map>

#include "engine/document/yaml.hpp"
#include "tests/unit/scenario/reading.hpp"

namespace tetra::scenario {
namespace {

// Documents by id, as a library holds them.
class Shelf {
 public:
  Shelf(std::initializer_list<std::pair<std::string, std::string>> texts) {
    for (const auto& [id, text] : texts) documents_[id] = *document::parse_yaml(text, id + ".yaml");
  }
  Lookup lookup() const {
    return [this](std::string_view id) {
      const auto found = documents_.find(std::string(id));
      return found == documents_.end() ? nullptr : &found->second;
    };
  }
  Scenario read(const std::string& id) const {
    auto scenario = read_scenario(documents_.at(id), lookup());
    EXPECT_TRUE(scenario) << (scenario ? "" : to_string(scenario.error().front()));
    return scenario ? std::move(*scenario) : Scenario{};
  }
  std::vector<Problem> problems(const std::string& id,
                                const std::vector<std::string>& known = {}) const {
    auto scenario = read_scenario(documents_.at(id), lookup(), known);
    return scenario ? std::vector<Problem>{} : scenario.error();
  }

 private:
  std::map<std::string, Node> documents_;
};

const std::string base =
    "id: base\ntitle: Base\nstage: tcp\ncatalogue: [row]\nroute: http-proxy\nfaults: [{update: "
    "refuse}]\nattempts: [{faults: [{ocsp: refuse}]}]\n"
    "expect: {curl: {exit: 7, stderr: refused}, wget: {exit: 4}}\n";

TEST(Extends, MergesMapsKeyByKeyAndReplacesTheRest) {
  const Shelf shelf{
      {"base", base},
      {"mine", "id: mine\nextends: base\nfaults: [{proxy: refuse}]\nexpect: {curl: {exit: 5}}\n"}};
  const Scenario s = shelf.read("mine");
  EXPECT_EQ(s.id, "mine");
  EXPECT_EQ(s.title.en, "Base");
  EXPECT_EQ(s.route, Route::http_proxy);
  ASSERT_EQ(s.faults.size(), 1U);
  EXPECT_EQ(s.faults[0].service, "proxy");
  EXPECT_EQ(s.expect.at("curl").plain->probes.at("exit").written(), "5");
  EXPECT_EQ(s.expect.at("curl").plain->probes.at("stderr").written(), "refused");
  EXPECT_EQ(s.expect.at("wget").plain->probes.at("exit").written(), "4");
}

TEST(Extends, NeverInheritsIdOrCatalogueRows) {
  const Shelf shelf{{"base", base}, {"mine", "extends: base\n"}};
  EXPECT_EQ(shelf.read("mine").id, "mine");
  EXPECT_TRUE(shelf.read("mine").catalogue.empty());
}

TEST(Extends, AppendsBehindThePlus) {
  const Shelf shelf{{"base", base},
                    {"mine", "extends: base\nfaults+: [{proxy: refuse}]\nattempts+: [{}]\n"},
                    {"more", "extends: mine\nfaults+: [{crl: refuse}]\n"}};
  const Scenario s = shelf.read("more");
  ASSERT_EQ(s.faults.size(), 3U);
  EXPECT_EQ(s.faults[0].service + s.faults[1].service + s.faults[2].service, "updateproxycrl");
  EXPECT_EQ(s.attempts.size(), 2U);
  EXPECT_EQ(s.source.find("faults+"), nullptr);
}

TEST(Extends, TakesAwayWhatIsWrittenWithoutAValue) {
  const Shelf shelf{{"base", base},
                    {"mine", "extends: base\nattempts: ~\nexpect: {wget: ~, curl: {stderr: }}\n"}};
  const Scenario s = shelf.read("mine");
  EXPECT_EQ(s.expect.count("wget"), 0U);
  EXPECT_EQ(s.expect.at("curl").plain->probes.size(), 1U);
  EXPECT_TRUE(s.attempts.at(0).faults.empty());
}

TEST(Extends, RefusesToTakeAwayWhatIsNotThere) {
  const Shelf shelf{{"base", base}, {"mine", "extends: base\nexpect: {wgte: ~}\n"}};
  EXPECT_EQ(shelf.problems("mine").at(0).code, "missing-value");
}

TEST(Extends, TellsABasesMistakeInTheBasesFile) {
  const Shelf shelf{{"base", "faults: [{update: refused}]"}, {"mine", "extends: base"}};
  const Problem problem = shelf.problems("mine").at(0);
  EXPECT_EQ(to_string(problem).substr(0, 15), "base.yaml:1:19:");
}

TEST(Extends, ShowsTheCircle) {
  const Shelf shelf{
      {"a", "extends: b"}, {"b", "id: b\nextends: c"}, {"c", "extends: a"}, {"d", "extends: d"}};
  const auto problems = shelf.problems("a");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].code, "cycle");
  EXPECT_EQ(problems[0].what,
            "`extends` runs in a circle: `a` (a.yaml:1:10) -> `b` (b.yaml:2:10) -> `c` "
            "(c.yaml:1:10) -> `a`");
  EXPECT_EQ(shelf.problems("d").at(0).what, "`extends` runs in a circle: `d` (d.yaml:1:10) -> `d`");
}

TEST(Extends, TellsEachMistakeWithItsPlace) {
  const Shelf shelf{{"base", base},
                    {"numbered", "attempts: 3"},
                    {"lost", "extends: bsae"},
                    {"list", "extends: [base]"},
                    {"nothing", "extends: ~"},
                    {"alone", "faults+: []"},
                    {"both", "extends: base\nfaults: []\nfaults+: []"},
                    {"scalar", "extends: base\nfaults+: refuse"},
                    {"onto-number", "extends: numbered\nattempts+: [{}]"},
                    {"typo", "extends: base\nfault+: []"}};
  const auto told = [&](const std::string& id) {
    const auto problems = shelf.problems(id, {"base", "numbered"});
    return problems.empty() ? "nothing"
                            : problems[0].code + "@" + std::to_string(problems[0].where.line) +
                                  ":" + std::to_string(problems[0].where.column);
  };
  EXPECT_EQ(told("lost"), "unknown-scenario@1:10");
  EXPECT_EQ(shelf.problems("lost", {"base"}).at(0).hint, "did you mean `base`?");
  EXPECT_EQ(told("list"), "wrong-type@1:10");
  EXPECT_EQ(told("nothing"), "wrong-type@1:1");
  EXPECT_EQ(told("alone"), "nothing-to-append-to@1:1");
  EXPECT_EQ(told("both"), "duplicate-key@3:1");
  EXPECT_EQ(told("scalar"), "wrong-type@2:10");
  EXPECT_EQ(told("onto-number"), "wrong-type@2:1");
  EXPECT_EQ(told("typo"), "unknown-key@2:1");
}

TEST(Extends, OfNothingStillTellsTheOtherMistakes) {
  const Shelf shelf{{"lost",
                     "extends: bsae\nroute: ~\nfaults+: [{update: refused}]\nexpect: {wget: ~, "
                     "curl: {exit: 1}}\ntimeuot: 3s\n"}};
  std::vector<std::string> codes;
  for (const Problem& problem : shelf.problems("lost")) codes.push_back(problem.code);
  EXPECT_EQ(codes, (std::vector<std::string>{"unknown-scenario", "unknown-key", "unknown-fault"}));
}

TEST(Extends, StopsAtALongChain) {
  std::map<std::string, Node> documents;
  for (int i = 0; i < 40; ++i)
    documents["s" + std::to_string(i)] = *document::parse_yaml("extends: s" + std::to_string(i + 1),
                                                               "s" + std::to_string(i) + ".yaml");
  const Lookup lookup = [&](std::string_view id) { return &documents.at(std::string(id)); };
  EXPECT_EQ(read_scenario(documents.at("s0"), lookup).error().at(0).code, "cycle");
}

}  // namespace
}  // namespace tetra::scenario
