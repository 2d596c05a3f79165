#include "engine/scenario/family.hpp"

#include <algorithm>

#include "engine/document/yaml.hpp"
#include "tests/unit/scenario/reading.hpp"

namespace tetra::scenario {
namespace {

// The members of a good family, read.
std::vector<Scenario> members_of(std::string_view text, const std::string& file = "case.yaml") {
  const auto document = document::parse_yaml(text, file);
  if (!document) {
    ADD_FAILURE() << document::with_caret(document.error(), text);
    return {};
  }
  const auto members = read_scenarios(*document, {});
  if (members) return *members;
  for (const Problem& problem : members.error())
    ADD_FAILURE() << document::with_caret(problem, text);
  return {};
}

// The first mistake of a family, as a person reads it.
std::string told(std::string_view text) {
  const auto document = document::parse_yaml(text, "case.yaml");
  const auto members = read_scenarios(*document, {});
  if (members) return "";
  return members.error().front().what + "; " + members.error().front().hint;
}

const std::string alerts = R"(title: {en: "The server says $alert", de: "Der Server sagt $alert"}
stage: tls
timeout: 4s
faults:
  - update: {alert: $alert}
expect:
  curl: {exit: 35, stderr: 'alert ${alert}!'}
  wget: {exit: 4}
wire: {update: {handshakes: $handshakes}}
with: {handshakes: 0}
family:
  tls-alert-40:
    with: {alert: 40}
  tls-alert-internal:
    with: {alert: internal_error, handshakes: 1..}
    timeout: 2s
    expect: {curl: {exit: 56}, wget: ~}
)";

TEST(Families, HaveAScenarioForEachMember) {
  const auto members = members_of(alerts);
  ASSERT_EQ(members.size(), 2U);
  const Scenario& first = members[0];
  EXPECT_EQ(first.id, "tls-alert-40");
  EXPECT_TRUE(first.in_family);
  EXPECT_EQ(first.where.line, 12);
  EXPECT_EQ(first.stage, Stage::tls);
  EXPECT_EQ(first.title.en, "The server says 40");
  EXPECT_EQ(first.title.de, "Der Server sagt 40");
  EXPECT_EQ(first.faults.at(0).parameters.text, "40");
  EXPECT_EQ(first.expect.at("curl").plain->probes.at("stderr").written(), "\"alert 40!\"");
  EXPECT_EQ(first.wire.at("update").at("handshakes").written(), "0");
}

TEST(Families, LayAMemberOverTheCommonPart) {
  const Scenario second = members_of(alerts).at(1);
  EXPECT_EQ(second.timeout, std::chrono::seconds(2));
  EXPECT_EQ(second.expect.at("curl").plain->probes.at("exit").written(), "56");
  EXPECT_TRUE(second.expect.at("curl").plain->probes.contains("stderr"));
  EXPECT_FALSE(second.expect.contains("wget"));
  EXPECT_EQ(second.wire.at("update").at("handshakes").written(), "1..");
}

TEST(Families, AppendToTheCommonFaults) {
  const auto members = members_of(
      "faults: [{update: refuse}]\nfamily: {a: {faults+: [{ocsp: refuse}]}, b: , c: {faults: "
      "[]}}");
  EXPECT_EQ(members.at(0).faults.size(), 2U);
  EXPECT_EQ(members.at(1).faults.size(), 1U);
  EXPECT_EQ(members.at(2).faults.size(), 0U);
}

TEST(Families, HaveTheCommonCatalogueRows) {
  const auto members =
      members_of("catalogue: [row-$n]\nfamily: {a: {with: {n: 1}}, b: {catalogue: [other]}}");
  EXPECT_EQ(members.at(0).catalogue, std::vector<std::string>{"row-1"});
  EXPECT_EQ(members.at(1).catalogue, std::vector<std::string>{"other"});
}

TEST(FamilyWords, AreWholeValuesAsTheyAreWritten) {
  const Scenario s = members_of(R"(faults: [{update: $fault, times: $times}]
expect: {curl: {exit: $exit, stderr: "$exit"}}
family: {a: {with: {fault: {cut: {at: 50%, by: fin}}, times: 2, exit: 56}}}
)")
                         .at(0);
  EXPECT_EQ(s.faults.at(0).entry->info.name, "cut");
  EXPECT_EQ(s.faults.at(0).trigger.times, 2U);
  EXPECT_EQ(s.expect.at("curl").plain->probes.at("exit").written(), "56");
  EXPECT_EQ(s.expect.at("curl").plain->probes.at("stderr").written(), "\"56\"");
}

TEST(FamilyWords, SpeakTheLanguageOfTheTextAroundThem) {
  const Scenario s = members_of(R"(title: $what
explain: {en: "It is $what.", de: "Es ist $what."}
family: {a: {with: {what: {en: late, de: spät}}}}
)")
                         .at(0);
  EXPECT_EQ(s.title.de, "spät");
  EXPECT_EQ(s.explain.en, "It is late.");
  EXPECT_EQ(s.explain.de, "Es ist spät.");
}

TEST(FamilyWords, LeaveOtherDollarsAndTheLabsOwnPlaceholdersAlone) {
  const Scenario s = members_of(R"(title: "$$word, $5, $, ${, $Word, {payload} $x-"
get: "{payload}"
family: {a: {with: {x: 1}}}
)")
                         .at(0);
  EXPECT_EQ(s.title.en, "$word, $5, $, ${, $Word, {payload} 1-");
  EXPECT_EQ(s.get, "{payload}");
  EXPECT_EQ(scenario_from("title: no $family").title.en, "no $family");
}

TEST(FamilyMistakes, HaveThePlaceWhereTheyStand) {
  EXPECT_EQ(mistakes_in("route: direct\nfamily: {}"), "missing-value@2:9");
  EXPECT_EQ(mistakes_in("route: direct\nfamily:\n"), "missing-value@2:1");
  EXPECT_EQ(mistakes_in("family: [a]"), "wrong-type@1:9");
  EXPECT_EQ(mistakes_in("family: {a: 5}"), "wrong-type@1:13");
  EXPECT_EQ(mistakes_in("id: x\nfamily: {a: }"), "contradiction@1:1");
  EXPECT_EQ(mistakes_in("family: {a: {id: b}}"), "unknown-key@1:14");
  EXPECT_EQ(mistakes_in("family: {a: {family: {b: }}}"), "unknown-key@1:14");
  EXPECT_EQ(mistakes_in("family: {a: , a: }"), "duplicate-key@1:15");
  EXPECT_EQ(mistakes_in("family: {Big: }"), "bad-id@1:10");
  EXPECT_EQ(mistakes_in("with: {a: 1}"), "no-family@1:7");
  EXPECT_EQ(mistakes_in("title: $x\nfamily: {a: {with: 5}}"), "wrong-type@2:20");
  EXPECT_EQ(mistakes_in("title: $x\nfamily: {a: {with: {x: }}}"), "missing-value@2:21");
  EXPECT_EQ(mistakes_in("title: $x\nfamily: {a: {with: {x: 1, Y: 2}}}"),
            "bad-word@2:27 unused-word@2:27");
  EXPECT_EQ(mistakes_in("title: a $x\nfamily: {a: {with: {x: [1]}}}"), "wrong-type@1:8");
  EXPECT_EQ(mistakes_in("family: {a: {faults+: []}}"), "nothing-to-append-to@1:14");
}

// What all members have in common is wrong once; what a word makes of it is wrong at the word.
TEST(FamilyMistakes, InACommonPartOrAWordAreToldThere) {
  EXPECT_EQ(mistakes_in("route: $route\nfamily:\n  a: {with: {route: pac}}\n  b: {with: {route: "
                        "rout}}"),
            "unknown-word@4:21");
  EXPECT_EQ(mistakes_in("timeout: soon\nfamily: {a: , b: }"),
            "bad-duration@1:10 bad-duration@1:10");
}

TEST(FamilyMistakes, AreTheWordsThatAreMissingOrIdle) {
  EXPECT_EQ(mistakes_in("title: the $status\nfamily:\n  a: {with: {status: 1}}\n  b: {}"),
            "unknown-placeholder@1:8");
  EXPECT_EQ(told("title: the $status\nfamily:\n  a: {with: {status: 1}}\n  b: {}"),
            "`b` gives no `status`; give it below `with:`, or write `$$` for a dollar sign");
  EXPECT_EQ(told("title: the $state\nfamily: {a: , b: }"),
            "no member of the family gives `state`; give it below `with:`, or write `$$` for a "
            "dollar sign");
  EXPECT_EQ(told("title: the $status\nfamily: {a: {with: {staus: 1}}}"),
            "`$staus` stands nowhere in `a`; did you mean `status`?");
  EXPECT_EQ(mistakes_in("with: {x: 1}\nfamily: {a: }"), "unused-word@1:8");
}

TEST(FamilyMistakes, IsAFileNameThatTheIdsDoNotBeginWith) {
  const std::string text = "family: {http-status-404: , http-404: , http-status: }";
  EXPECT_EQ(mistakes_in(text, "/x/scenarios/http/http-status.yaml"), "id-is-not-file-name@1:29");
  EXPECT_EQ(mistakes_in(text, "/x/scenarios/http/http.yaml"), "");
  EXPECT_EQ(mistakes_in(text, "/x/scenarios/http/htt.yaml").find("id-is-not-file-name"), 0U);
  EXPECT_EQ(mistakes_in(text, "/x/mine/any.yaml"), "");
}

TEST(FamilyMistakes, IsAFamilyThatHoldsTooMuch) {
  std::string text = "explain: \"" + std::string(2000, 'x') + "\"\ncatalogue: [";
  for (int i = 0; i < 4000; ++i) text += "a, ";
  text += "b]\nfamily:\n";
  for (int i = 0; i < 100; ++i) text += "  m" + std::to_string(i) + ":\n";
  EXPECT_NE(mistakes_in(text).find("too-big@28:3"), std::string::npos) << mistakes_in(text);
  std::string grown = "title: \"";
  for (int i = 0; i < 3000; ++i) grown += "$x";
  grown += "\"\nfamily: {a: {with: {x: " + std::string(1000, 'y') + "}}}";
  EXPECT_EQ(mistakes_in(grown), "too-big@1:8");
}

}  // namespace
}  // namespace tetra::scenario
