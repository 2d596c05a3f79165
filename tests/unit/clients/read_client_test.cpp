#include <gtest/gtest.h>

#include "engine/document/yaml.hpp"
#include "engine/scenario/loader.hpp"
#include "harness/clients/client.hpp"

namespace tetra::clients {
namespace {

Result<Client> read(const std::string& text) {
  const auto document = document::parse_yaml(text, "tool.yaml");
  if (!document) return fail(document.error());
  return read_client(*document);
}

constexpr const char* whole = R"(name: tool
title: A tool
program: tool
package: tools
interface: true
needs: [/usr/lib/tool.so]
settings: {host: TOOL_HOST}
prepare: [make, -C, "{prepared.folder}"]
version: {command: [tool, --version], pattern: 'tool (\d[\d.]*)'}
can: [system-dns, ports, http-proxy, ocsp]
command: [tool, --to, "{home}/body", "{arguments}", "{url}"]
arguments:
  http-proxy: [--proxy, "{proxy.url}"]
  ports: [--ca, "{ca.file}"]
options: {resume: [--continue, "{home}/body"], follow: []}
environment: {LC_ALL: C, QUIET: "1"}
files: {"{home}/tool.ini": "url = {url}\n"}
definitions: {before: "{home}/old", next: "{home}/new", links: {"{home}/current": old}, files: {"{home}/state": "{definitions.before}"}}
probes:
  stderr: stderr
  code: {stream: stderr, pattern: 'code (\d+)'}
  last: {xml: "{home}/a.xml", xpath: //last}
  state: {json: stdout, pointer: /state}
words: {code: {none: 0, own: {not: [0, 1]}}}
success: {exit: 0, state: done}
)";

TEST(ReadClient, TakesEveryKey) {
  const auto client = read(whole);
  ASSERT_TRUE(client) << to_string(client.error());
  EXPECT_EQ(client->name, "tool");
  EXPECT_EQ(client->package, "tools");
  EXPECT_EQ(client->needs, std::vector<std::string>{"/usr/lib/tool.so"});
  EXPECT_TRUE(client->interface);
  EXPECT_EQ(client->settings.at("host"), "TOOL_HOST");
  EXPECT_EQ(client->prepare.size(), 3U);
  EXPECT_EQ(client->file, "tool.yaml");
  EXPECT_EQ(client->can.count("ocsp"), 1U);
  EXPECT_EQ(client->command.size(), 5U);
  ASSERT_EQ(client->arguments.size(), 2U);
  EXPECT_EQ(client->arguments[0].condition, "http-proxy");
  EXPECT_EQ(client->options.at("resume"), (std::vector<std::string>{"--continue", "{home}/body"}));
  EXPECT_TRUE(client->options.at("follow").empty()) << "it does so anyway";
  EXPECT_EQ(client->environment.at("QUIET"), "1");
  EXPECT_EQ(client->files.count("{home}/tool.ini"), 1U);
  ASSERT_TRUE(client->definitions);
  EXPECT_EQ(client->definitions->before + client->definitions->next, "{home}/old{home}/new");
  EXPECT_EQ(client->definitions->links.at("{home}/current"), "old");
  EXPECT_EQ(client->definitions->files.size(), 1U);
  EXPECT_EQ(client->probes.at("last").kind, Probe::Kind::xml);
  EXPECT_EQ(client->probes.at("state").pointer, "/state");
  EXPECT_TRUE(client->words.at("code").at("own").negated);
  EXPECT_EQ(client->success.size(), 2U);
}

TEST(ReadClient, EveryClientHasAnExitStatus) {
  const auto client = read("name: tool\n");
  ASSERT_TRUE(client);
  EXPECT_EQ(client->probes.at("exit").kind, Probe::Kind::exit);
  EXPECT_TRUE(client->program.empty()) << "data only";
}

struct Mistake {
  const char* name;
  const char* text;
  const char* told;  // code@line:column
  const char* hint;  // part of it
};

class ClientMistakes : public testing::TestWithParam<Mistake> {};

TEST_P(ClientMistakes, AreToldWithTheirPlace) {
  const auto client = read(GetParam().text);
  ASSERT_FALSE(client);
  const Problem& problem = client.error();
  EXPECT_EQ(problem.code + "@" + std::to_string(problem.where.line) + ":" +
                std::to_string(problem.where.column),
            GetParam().told)
      << to_string(problem);
  EXPECT_NE(problem.hint.find(GetParam().hint), std::string::npos) << problem.hint;
  EXPECT_EQ(problem.where.file, "tool.yaml");
}

INSTANTIATE_TEST_SUITE_P(
    All, ClientMistakes,
    testing::Values(
        Mistake{"NoMap", "[a]\n", "wrong-type@1:1", "docs/clients.md"},
        Mistake{"NoName", "title: x\n", "missing-key@1:1", "name: my-client"},
        Mistake{"NoCommand", "name: a\nprogram: a\n", "missing-key@1:1", "command"},
        Mistake{"UnknownKey", "name: a\nprobs: {}\n", "unknown-key@2:1", "`probes`"},
        Mistake{"NameIsAPath", "name: ../../userdata\n", "bad-name@1:7", "small letters"},
        Mistake{"NameIsAFolder", "name: a/b\n", "bad-name@1:7", "small letters"},
        Mistake{"NameBeginsWithADot", "name: .a\n", "bad-name@1:7", "small letters"},
        Mistake{"NameIsEmpty", "name: \"\"\n", "bad-name@1:7", "small letters"},
        Mistake{"NameWithANewline", "name: \"a\\n\"\n", "bad-name@1:7", "small letters"},
        Mistake{"NameIsAList", "name: [a]\n", "wrong-type@1:7", ""},
        Mistake{"CommandIsText", "name: a\ncommand: a b\n", "wrong-type@2:10", ""},
        Mistake{"CommandHoldsAMap", "name: a\ncommand: [a, {b: c}]\n", "wrong-type@2:14", ""},
        Mistake{"CanIsText", "name: a\ncan: ports\n", "wrong-type@2:6", ""},
        Mistake{"UnknownAbility", "name: a\ncan: [ports, http_proxy]\n", "unknown-word@2:14",
                "`http-proxy`"},
        Mistake{"ArgumentsWithoutPlace",
                "name: a\nprogram: a\ncommand: [a]\narguments: {ports: [x]}\n", "missing-word@4:12",
                "{arguments}"},
        Mistake{"OptionsWithoutPlace",
                "name: a\nprogram: a\ncommand: [a]\noptions: {resume: [x]}\n", "missing-word@4:10",
                "{arguments}"},
        Mistake{"NoOption", "name: a\noptions: {Resume: []}\n", "bad-option@2:11", "tls-max-1.2"},
        Mistake{"WordsOfNoProbe", "name: a\nprobes: {out: stdout}\nwords: {ot: {none: 0}}\n",
                "unknown-probe@3:9", "out"},
        Mistake{"SuccessOfNoProbe", "name: a\nsuccess: {out: x}\n", "unknown-probe@2:11", "exit"},
        Mistake{"UnknownCondition", "name: a\narguments: {http-proxi: [x]}\n", "unknown-key@2:13",
                "`http-proxy`"},
        Mistake{"EnvironmentIsAList", "name: a\nenvironment: [A=B]\n", "wrong-type@2:14", ""},
        Mistake{"VersionWithoutPattern", "name: a\nversion: {command: [a]}\n", "wrong-type@2:10",
                ""},
        Mistake{"VersionIsText", "name: a\nversion: 1.0\n", "wrong-type@2:10", ""},
        Mistake{"BadVersionPattern", "name: a\nversion: {command: [a], pattern: \"(\"}\n",
                "bad-pattern@2:34", "RE2"},
        Mistake{"ProbesIsAList", "name: a\nprobes: [exit]\n", "wrong-type@2:9", ""},
        Mistake{"UnknownProbe", "name: a\nprobes: {out: stdin}\n", "unknown-word@2:15", "stdout"},
        Mistake{"UnknownProbeKey", "name: a\nprobes: {out: {stream: stdout, patern: \"(x)\"}}\n",
                "unknown-key@2:32", "`pattern`"},
        Mistake{"BadPattern", "name: a\nprobes: {out: {stream: stdout, pattern: \"(\"}}\n",
                "bad-pattern@2:41", "RE2"},
        Mistake{"PatternWithoutGroup", "name: a\nprobes: {out: {stream: stdout, pattern: \"x\"}}\n",
                "bad-pattern@2:41", "( )"},
        Mistake{"ProbeWithoutSource", "name: a\nprobes: {out: {pattern: \"(x)\"}}\n",
                "missing-key@2:15", "`stream`"},
        Mistake{"XmlWithoutXPath", "name: a\nprobes: {out: {xml: a.xml}}\n", "missing-key@2:15",
                "xpath"},
        Mistake{"BadXPath", "name: a\nprobes: {out: {xml: a.xml, xpath: \"//[\"}}\n",
                "bad-xpath@2:35", "//tetra/lasterror"},
        Mistake{"XPathOfANumber", "name: a\nprobes: {out: {xml: a.xml, xpath: \"count(//a)\"}}\n",
                "bad-xpath@2:35", "//tetra/lasterror"},
        Mistake{"BadPointer", "name: a\nprobes: {out: {json: stdout, pointer: code}}\n",
                "bad-pointer@2:39", "RFC 6901"},
        Mistake{"WordsOfText", "name: a\nwords: {code: none}\n", "wrong-type@2:15", ""},
        Mistake{"WordWithoutNot", "name: a\nwords: {code: {own: {nott: 1}}}\n", "wrong-type@2:21",
                ""},
        Mistake{"UnknownVersionKey",
                "name: a\nversion: {command: [a], pattern: \"(x)\", patern: b}\n",
                "unknown-key@2:41", "`pattern`"},
        Mistake{"UnknownWordKey", "name: a\nwords: {exit: {own: {not: 1, or: 2}}}\n",
                "unknown-key@2:30", "`not`"},
        Mistake{"TwoSources", "name: a\nprobes: {out: {stream: stdout, json: stdout}}\n",
                "two-sources@2:32", "one of"},
        Mistake{"PatternOfXml",
                "name: a\nprobes: {out: {xml: a.xml, xpath: //a, pattern: \"(x)\"}}\n",
                "contradiction@2:40", "`stream`"},
        Mistake{"PointerOfAStream", "name: a\nprobes: {out: {stream: stdout, pointer: /a}}\n",
                "contradiction@2:32", "`json`"},
        Mistake{"ExitIsAnotherProbe", "name: a\nprobes: {exit: stdout}\n", "reserved-name@2:10",
                "exit: exit"},
        Mistake{"ProbeNamedEnds", "name: a\nprobes: {ends: stdout}\n", "reserved-name@2:10",
                "another name"},
        Mistake{"ProbeNamedSkip", "name: a\nprobes: {skip: stdout}\n", "reserved-name@2:10",
                "another name"},
        Mistake{"ProbeNamedEvidence", "name: a\nprobes: {evidence: stdout}\n", "reserved-name@2:10",
                "another name"},
        Mistake{"FileOutside", "name: a\nfiles: {/etc/x: y}\n", "bad-path@2:9", "{home}/NAME"},
        Mistake{"FileAbove", "name: a\nfiles: {\"{home}/../x\": y}\n", "bad-path@2:9",
                "without .."},
        Mistake{"FileNamedByAScenario", "name: a\nfiles: {\"{home}/{get}\": y}\n", "bad-path@2:9",
                "placeholders"},
        Mistake{"DefinitionsOutside", "name: a\ndefinitions: {before: /etc}\n", "bad-path@2:15",
                "{home}/NAME"},
        Mistake{"DefinitionFileOutside",
                "name: a\ndefinitions: {before: \"{home}/a\", files: {b: c}}\n", "bad-path@2:43",
                "{home}/NAME"},
        Mistake{"LinkOutside",
                "name: a\ndefinitions: {before: \"{home}/a\", links: {\"{home}/b\": /etc}}\n",
                "bad-path@2:55", "relative"},
        Mistake{"LinkAbove",
                "name: a\ndefinitions: {before: \"{home}/a\", links: {\"{home}/b\": ../..}}\n",
                "bad-path@2:55", "relative"},
        Mistake{"VariableWithEquals", "name: a\nenvironment: {\"A=B\": c}\n", "bad-variable@2:15",
                "NAME"},
        Mistake{"VariableWithoutName", "name: a\nenvironment: {\"\": c}\n", "bad-variable@2:15",
                "NAME"},
        Mistake{"BadSuccess", "name: a\nsuccess: {stderr: \"(\"}\n", "bad-pattern@2:19", ""},
        Mistake{"DuplicateKey", "name: a\nname: b\n", "duplicate-key@2:1", ""}),
    [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace tetra::clients
