#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "engine/document/yaml.hpp"
#include "engine/scenario/vocabulary.hpp"
#include "tests/unit/scenario/reading.hpp"

namespace tetra::scenario {
namespace {

using Json = nlohmann::json;

// What a YAML 1.2 editor hands to its schema checker.
Json json_of(const Node& node) {
  if (node.is_list()) {
    Json list = Json::array();
    for (const Node& item : node.items) list.push_back(json_of(item));
    return list;
  }
  if (node.is_map()) {
    Json map = Json::object();
    for (const Node::Entry& entry : node.entries) map[entry.key] = json_of(entry.value);
    return map;
  }
  if (node.is_null()) return nullptr;
  if (node.quoted) return node.text;
  if (node.text.starts_with("0x")) return std::stoll(node.text, nullptr, 16);
  const Json value = Json::parse(node.text, nullptr, false);
  return value.is_number() || value.is_boolean() ? value : Json(node.text);
}

class SchemaTest : public testing::Test {
 protected:
  SchemaTest() {
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(json_), schema_);
  }
  bool accepts(std::string_view text) const {
    const auto document = document::parse_yaml(text, "case.yaml");
    EXPECT_TRUE(document) << text;
    const Json value = json_of(*document);
    valijson::Validator validator;
    return validator.validate(schema_, valijson::adapters::NlohmannJsonAdapter(value), nullptr);
  }

  Json json_ = Json::parse(json_schema());
  valijson::Schema schema_;
};

TEST_F(SchemaTest, IsDraft07AndTellsEveryKey) {
  EXPECT_EQ(json_["$schema"], "http://json-schema.org/draft-07/schema#");
  for (const KeyInfo& key : scenario_keys())
    EXPECT_TRUE(json_["properties"].contains(std::string(key.name))) << key.name;
  const Json& cut = json_["definitions"]["faults"]["items"]["properties"]["update"]["anyOf"][1]
                         ["properties"]["cut"];
  EXPECT_EQ(cut["description"], "Ends the connection.");
  EXPECT_NE(cut.dump().find("how many bytes still arrive (default 50%)"), std::string::npos);
}

const std::vector<std::string_view> good{
    rich,
    "route: direct",
    "title: 404\nexplain: {en: a, de: b}\ncatalogue: one",
    "login: right\nget: /av64bit/versions.id\nserver: http://[::1]:8080",
    "attempts: 3",
    "attempts: [{}, {faults: []}]",
    "faults: [{update: refuse}, {update: cut}, {update: {cut: }}, {update: {refuse: }}]",
    "faults: [{update: {cut: 65536}}, {update: {cut: -1}}, {update: {cut: 64KiB}}, {update: {cut: "
    "12.5%}}]",
    "faults: [{update: {cut: {at: {after: \"</html>\"}, by: close-notify}}}]",
    "faults: [{update: {alert: 40}}, {update: {alert: 0x28}}, {update: {alert: \"40\"}}, {update: "
    "{alert: internal_error}}, {proxy: {alert: {alert: 0}}}]",
    "faults: [{ocsp: {delay: 1.5s}}, {ocsp: {delay: {by: 250ms, after: 1MiB, once: true}}}]",
    "faults: [{dns: {answer: {addresses: 127.0.0.1}}}, {dns: {answer: {addresses: [1.2.3.4], ttl: "
    "0}}}]",
    "faults: [{update: refuse, when: {path: /a*, request: 2..5, host: x, attempt: 1}, times: 3, "
    "every: 2, after: 0, for: 1m, probability: 1}]",
    "expect: {curl: {exit: [7, 1.., \"x\"], stderr: \"407\"}, curl <8: {exit: 0xFFFFF7CC}}",
    "wire: {dns: {queries: 1..}, update: {bytes: 65536, status: [200, 206]}}",
    "timeout: $t\nfaults: [{update: $fault, times: $n}]\nexpect: {curl: {exit: $n}}\nfamily: {a: "
    "{with: {t: 2s, fault: {cut: 5}, n: 2}}}",
    "route: pac\nfaults: [{update: {alert: $alert}}]\nfamily:\n  a: {with: {alert: 40}, route: "
    "~}\n  b-2: {with: {alert: 41}, faults+: [{ocsp: refuse}], title: x}",
};
// Bad for both.
const std::vector<std::string_view> bad{
    "titel: x",
    "id: Big",
    "stage: downloads",
    "evidence: sure",
    "title: [x]",
    "title: {de: x}",
    "route: 5",
    "login: {user: a}",
    "server: tetra-defs.amp.cisco.com",
    "get: index.html",
    "definitions: huge",
    "policy: {crlc: 2}",
    "policy: {crcl: 0}",
    "timeout: 10",
    "installed: maybe",
    "locked: 1",
    "disk: full",
    "options: [Resume]",
    "options: {a: b}",
    "clock: +30",
    "clock: ++3d",
    "catalogue: {a: b}",
    "attempts: 0",
    "attempts: []",
    "attempts: [{fault: []}]",
    "faults: {update: refuse}",
    "faults: [refuse]",
    "faults: [{times: 1}]",
    "faults: [{updat: refuse}]",
    "faults: [{update: refuse, ocsp: refuse}]",
    "faults: [{update: {refuse: , cut: 5}}]",
    "faults: [{update: {}}]",
    "faults: [{update: }]",
    "faults: [{update: refused}]",
    "faults: [{update: alert}]",
    "faults: [{update: {alert: }}]",
    "faults: [{update: {alert: 256}}]",
    "faults: [{update: {alert: {}}}]",
    "faults: [{update: {alert: loud}}]",
    "faults: [{update: {cut: {att: 5}}}]",
    "faults: [{update: {cut: {by: rst}}}]",
    "faults: [{update: {cut: 50 percent}}]",
    "faults: [{update: {cut: {at: {before: x}}}}]",
    "faults: [{update: {cut: {after: abc}}}]",
    "faults: [{update: {refuse: 5}}]",
    "faults: [{update: {refuse: {a: b}}}]",
    "faults: [{update: {delay: 5}}]",
    "faults: [{update: {delay: {by: 1s, after: -1}}}]",
    "faults: [{update: {delay: {by: 1s, once: 2}}}]",
    "faults: [{dns: {answer: {ttl: 5}}}]",
    "faults: [{dns: {answer: {addresses: [a], ttl: 86401}}}]",
    "faults: [{update: refuse, times: 0}]",
    "faults: [{update: refuse, every: many}]",
    "faults: [{update: refuse, probability: 0}]",
    "faults: [{update: refuse, for: 3}]",
    "faults: [{update: refuse, when: {pth: x}}]",
    "faults: [{update: refuse, when: {request: x}}]",
    "faults: [{update: refuse, optional: perhaps}]",
    "faults+: []",
    "expect: {Curl: {exit: 1}}",
    "expect: {\"curl => 8\": {exit: 1}}",
    "expect: {curl: 56}",
    "expect: {curl: {}}",
    "expect: {curl: {exit: []}}",
    "expect: {curl: {exit: {a: b}}}",
    "expect: {curl: {stderr: 407}}",
    "expect: {curl: {skip: why, exit: 1}}",
    "wire: {upd: {connections: 1}}",
    "wire: {update: {conections: 1}}",
    "wire: {update: {connections: {}}}",
    "family: {}",
    "family: [a]",
    "family: {Big: }",
    "family: {a: {titel: x}}",
    "family: {a: {id: b}}",
    "family: {a: {family: {b: }}}",
    "id: a\nfamily: {a: }",
    "with: {a: 1}",
    "title: $a\nfamily: {a: {with: {A: 1, a: 1}}}",
    "title: $a\nfamily: {a: {with: {a: }}}",
};
// Bad for the reader alone: what no schema can say.
const std::vector<std::string_view> beyond_schema{
    "extends: nowhere",
    "title: $x\nfamily: {a: }",
    "family: {a: {with: {x: 1}}}",
    "route: $x",
    "timeout: 2h",
    "clock: 36501d",
    "expect: {curl: {stderr: \"(\"}}",
    "wire: {update: {connections: 3..1}}",
    "faults: [{dns: {answer: {addresses: [a], note: never}}}]",
    "expect: {\"curl >=8\": {exit: 1}, \"curl >= 8\": {exit: 2}}",
};

TEST_F(SchemaTest, AgreesWithTheReaderOnGoodScenarios) {
  for (const std::string_view text : good) {
    EXPECT_EQ(mistakes_in(text), "") << text;
    EXPECT_TRUE(accepts(text)) << text;
  }
}

TEST_F(SchemaTest, AgreesWithTheReaderOnBadScenarios) {
  for (const std::string_view text : bad) {
    EXPECT_NE(mistakes_in(text), "") << text;
    EXPECT_FALSE(accepts(text)) << text;
  }
}

TEST_F(SchemaTest, LeavesTheRestToTheReader) {
  for (const std::string_view text : beyond_schema) {
    EXPECT_NE(mistakes_in(text), "") << text;
    EXPECT_TRUE(accepts(text)) << text;
  }
}

TEST_F(SchemaTest, LetsADerivedScenarioAppendAndTakeAway) {
  EXPECT_TRUE(
      accepts("extends: base\nfaults+: [{update: refuse}]\nattempts+: [{}]\nattempts: ~\nexpect: "
              "{wget: ~, curl: {stderr: ~}}\nwire: {update: {bytes: ~}}"));
  EXPECT_FALSE(accepts("extends: base\nfaults+: [{update: refused}]"));
}

}  // namespace
}  // namespace tetra::scenario
