#include <algorithm>

#include "engine/document/yaml.hpp"
#include "engine/scenario/vocabulary.hpp"
#include "tests/unit/scenario/reading.hpp"

namespace tetra::scenario {
namespace {

TEST(ScenarioKeys, AreReadIntoPlainData) {
  const Scenario s = scenario_from(rich);
  EXPECT_EQ(s.id, "case");
  EXPECT_EQ(s.title.in("de"), "Der Download wird auf halbem Weg zurückgesetzt");
  EXPECT_EQ(s.stage, Stage::download);
  EXPECT_EQ(s.evidence, Evidence::documented);
  EXPECT_EQ(s.explain.in("de"), "What happens.\nWhat to check.\n");
  EXPECT_EQ(s.catalogue, (std::vector<std::string>{"dl-cut-reset", "dl-cut"}));
  EXPECT_EQ(s.route, Route::http_proxy);
  EXPECT_EQ(s.login.kind, Login::Kind::given);
  EXPECT_EQ(s.login.user + ":" + s.login.password, "anna:1234");
  EXPECT_EQ(s.server, "https://tetra-defs.eu.amp.cisco.com:8443");
  EXPECT_EQ(s.get, "{payload}");
  EXPECT_EQ(s.definitions, Definitions::full);
  EXPECT_EQ(s.policy.at("crlc"), "0");
  EXPECT_EQ(s.timeout, std::chrono::milliseconds(2500));
  EXPECT_TRUE(s.installed);
  EXPECT_EQ(s.attempts.size(), 2U);
  EXPECT_EQ(s.attempts[0].faults.at(0).service, "ocsp");
  EXPECT_EQ(s.attempts[1].wire.at("update").at("connections").written(), "0");
  EXPECT_EQ(s.wire.at("proxy").at("connects").written(), "1..");
  EXPECT_EQ(s.source.find("id")->text, "case");
}

TEST(ScenarioKeys, HaveTheirDefaultsWhenTheFileIsSilent) {
  const Scenario s = scenario_from("route: direct", "/tmp/my-case.yaml");
  EXPECT_EQ(s.id, "my-case");
  EXPECT_EQ(s.title.en, "my-case");
  EXPECT_FALSE(s.stage);
  EXPECT_EQ(s.evidence, Evidence::synthetic);
  EXPECT_EQ(s.login.kind, Login::Kind::none);
  EXPECT_EQ(s.get, "");
  EXPECT_EQ(s.definitions, Definitions::small);
  EXPECT_EQ(s.timeout, std::chrono::seconds(10));
  EXPECT_FALSE(s.installed);
  EXPECT_FALSE(s.disk);
  EXPECT_FALSE(s.locked);
  EXPECT_EQ(s.attempts.size(), 1U);
}

TEST(ScenarioKeys, EachHasAReaderThatRefusesWhatItCannotBe) {
  for (const KeyInfo& key : scenario_keys()) {
    EXPECT_NE(mistakes_in(std::string(key.name) + ": {zz: {yy: {xx: 1}}}"), "") << key.name;
  }
}

TEST(ScenarioKeys, TellTheRouteByItsWord) {
  for (const std::string& word : words_of("route")) {
    EXPECT_EQ(to_string(scenario_from("route: " + word).route), word);
  }
}

TEST(ScenarioKeys, TellWhatTheDiskRefuses) {
  EXPECT_EQ(scenario_from("disk: 64KiB").disk, 65536u);
  EXPECT_EQ(scenario_from("disk: 0").disk, 0u);
  EXPECT_TRUE(scenario_from("locked: true").locked);
}

TEST(ScenarioKeys, TakeOptionsAsAWordOrAList) {
  EXPECT_EQ(scenario_from("options: resume").options.at(0).word, "resume");
  const Scenario two = scenario_from("options: [resume, tls-max-1.2]");
  ASSERT_EQ(two.options.size(), 2U);
  EXPECT_EQ(two.options[1].word, "tls-max-1.2");
  EXPECT_EQ(two.options[1].where.column, 19);
}

TEST(ScenarioKeys, MoveTheClockEitherWay) {
  using namespace std::chrono_literals;
  EXPECT_EQ(scenario_from("clock: +30d").clock, 24h * 30);
  EXPECT_EQ(scenario_from("clock: 1.5h").clock, 90min);
  EXPECT_EQ(scenario_from("clock: -2h").clock, -2h);
  EXPECT_EQ(scenario_from("route: direct").clock, 0h);
}

TEST(ScenarioKeys, LetAnAttemptWaitAndHaveAClockOfItsOwn) {
  using namespace std::chrono_literals;
  const Scenario s = scenario_from("clock: +1h\nattempts:\n  - {}\n  - {pause: 1.5s, clock: -2d}");
  EXPECT_EQ(s.attempts[0].pause, 0s);
  EXPECT_FALSE(s.attempts[0].clock);
  EXPECT_EQ(s.attempts[1].pause, 1500ms);
  EXPECT_EQ(s.attempts[1].clock, -48h);
}

TEST(ScenarioKeys, TakeANumberOfAttempts) {
  EXPECT_EQ(scenario_from("attempts: 3").attempts.size(), 3U);
}

struct KeyCase {
  std::string_view text, mistakes;
};

TEST(ScenarioMistakes, OfKeysHaveTheirCodeAndPlace) {
  const std::vector<KeyCase> cases{
      {"", "empty@1:1"},
      {"- a", "wrong-type@1:1"},
      {"stage: tcp\ntitel: x", "unknown-key@2:1"},
      {"id: Big", "bad-id@1:5"},
      {"id: a--b", "bad-id@1:5"},
      {"id: [a]", "wrong-type@1:5"},
      {"title: [a]", "wrong-type@1:8"},
      {"title: {de: Nur}", "missing-value@1:8"},
      {"title: {en: x, fr: y}", "unknown-key@1:16"},
      {"title:", "missing-value@1:1"},
      {"stage: downloads", "unknown-word@1:8"},
      {"evidence: sure", "unknown-word@1:11"},
      {"route: proxy", "unknown-word@1:8"},
      {"login: maybe", "unknown-word@1:8"},
      {"login: {user: a}", "missing-value@1:8"},
      {"login: {user: a, pass: b, password: c}", "unknown-key@1:18"},
      {"server: tetra-defs.amp.cisco.com", "bad-url@1:9"},
      {"server: https://a.b/path", "bad-url@1:9"},
      {"get: index.html", "bad-target@1:6"},
      {"definitions: huge", "unknown-word@1:14"},
      {"policy: {crcl: 0}", "unknown-key@1:10"},
      {"policy: {crlc: 2}", "unknown-word@1:16"},
      {"timeout: 10", "bad-duration@1:10"},
      {"timeout: 1ms", "out-of-bounds@1:10"},
      {"timeout: 2h", "out-of-bounds@1:10"},
      {"attempts: [{pause: 2m}]", "out-of-bounds@1:20"},
      {"attempts: [{pause: -1s}]", "out-of-bounds@1:20"},
      {"attempts: [{pause: 2}]", "bad-duration@1:20"},
      {"attempts: [{clock: soon}]", "bad-duration@1:20"},
      {"installed: yes", "unknown-word@1:12"},
      {"locked: 1", "unknown-word@1:9"},
      {"disk: full", "bad-size@1:7"},
      {"disk: 2GiB", "out-of-bounds@1:7"},
      {"options: [Resume]", "bad-option@1:11"},
      {"options: {a: b}", "wrong-type@1:10"},
      {"clock: +30", "bad-duration@1:8"},
      {"clock: ++3d", "bad-duration@1:8"},
      {"clock: 36501d", "out-of-bounds@1:8"},
      {"catalogue: {a: b}", "wrong-type@1:12"},
      {"catalogue: [[a]]", "wrong-type@1:13"},
      {"attempts: 0", "wrong-type@1:11"},
      {"attempts: 1001", "wrong-type@1:11"},
      {"attempts: []", "missing-value@1:11"},
      {"attempts: [3]", "wrong-type@1:12"},
      {"attempts: [{fault: []}]", "unknown-key@1:13"},
      {"wire: {upd: {connections: 1}}", "unknown-key@1:8"},
      {"wire: {update: {conections: 1}}", "unknown-key@1:17"},
      {"wire: {update: {connections: abc}}", "wrong-type@1:30"},
      {"wire: {update: {connections: [1, x]}}", "wrong-type@1:34"},
      {"server: https://tetra-defs.amp.cisco.com:65536", "out-of-bounds@1:9"},
      {"server: https://[2001:db8::10]:0", "out-of-bounds@1:9"},
      {"server: https://[2001:db8::10]", ""},
      {"clock: +-5d", "bad-duration@1:8"},
      {"wire: {update: {connections: 3..1}}", "bad-range@1:30"},
      {"wire: {update: 3}", "wrong-type@1:16"},
      {"wire: [update]", "wrong-type@1:7"},
  };
  for (const KeyCase& one : cases) EXPECT_EQ(mistakes_in(one.text), one.mistakes) << one.text;
}

TEST(ScenarioMistakes, AreAllFoundAtOnce) {
  EXPECT_EQ(mistakes_in("titel: x\nstage: dwnload\nfaults:\n  - update: {cut: {att: 5}}\n  - "
                        "update: {ct: 5}\nexpect: {curl: 56}\n"),
            "unknown-key@1:1 unknown-word@2:8 unknown-key@4:20 unknown-fault@5:14 wrong-type@6:16");
}

TEST(ScenarioMistakes, AreAtMostAHundredOfOneFile) {
  std::string text;
  for (int i = 0; i < 4000; ++i) text += "k" + std::to_string(i) + ": 1\n";
  const auto document = document::parse_yaml(text, "case.yaml");
  ASSERT_TRUE(document);
  EXPECT_EQ(read_scenario(*document, {}).error().size(), 100U);
}

TEST(ScenarioMistakes, SuggestWhatWasMeant) {
  EXPECT_EQ(hint_for("titel: x"), "did you mean `title`?");
  EXPECT_EQ(hint_for("stage: dwnload"), "did you mean `download`?");
  EXPECT_EQ(hint_for("wire: {update: {conections: 1}}"), "did you mean `connections`?");
  EXPECT_EQ(hint_for("definitions: zzzzzzzz"), "known: small, full");
}

TEST(ScenarioFolders, TellStageAndIdTwice) {
  const std::string file = "/x/scenarios/dns/dns-nxdomain.yaml";
  EXPECT_EQ(mistakes_in("id: dns-nxdomain\nstage: dns", file), "");
  EXPECT_EQ(scenario_from("route: direct", file).stage, Stage::dns);
  EXPECT_EQ(scenario_from("route: direct", file).id, "dns-nxdomain");
  EXPECT_EQ(mistakes_in("id: dns-other", file), "id-is-not-file-name@1:5");
  EXPECT_EQ(mistakes_in("stage: tcp", file), "stage-is-not-folder@1:8");
  EXPECT_EQ(mistakes_in("id: other\nstage: tcp", "/x/mine/dns-nxdomain.yaml"), "");
  EXPECT_EQ(mistakes_in("route: direct", "/x/My Case.yaml"), "bad-id@1:1");
}

}  // namespace
}  // namespace tetra::scenario
