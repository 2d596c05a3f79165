#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "engine/document/yaml.hpp"
#include "engine/scenario/loader.hpp"
#include "harness/clients/client.hpp"

namespace tetra::clients {
namespace {

using scenario::Observed;

// One probe as a client file says it.
Probe probe_of(const std::string& text) {
  const auto document =
      document::parse_yaml("name: tool\nprobes: {it: " + text + "}\n", "tool.yaml");
  const auto client = read_client(document.value());
  if (!client) throw std::invalid_argument(to_string(client.error()));
  return client->probes.at("it");
}

class ProbeTest : public testing::Test {
 protected:
  ProbeTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "tetra-probe-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    home_ = pattern;
  }
  ~ProbeTest() override { std::filesystem::remove_all(home_); }

  void write(const std::string& name, const std::string& content) const {
    std::ofstream(home_ + "/" + name, std::ios::binary) << content;
  }
  Observed seen(const std::string& probe, const std::string& out = "", const std::string& err = "",
                int status = 0) const {
    return observe(probe_of(probe), status, out, err, {{"home", home_}});
  }

  std::string home_;
};

const Observed nothing;

TEST_F(ProbeTest, ExitIsTheStatus) {
  EXPECT_EQ(seen("exit", "", "", 56), Observed(56));
}

TEST_F(ProbeTest, AKilledClientHasNoStatus) {
  EXPECT_EQ(observe(probe_of("exit"), std::nullopt, "", "", {}), nothing);
}

TEST_F(ProbeTest, WhatIsNoFileIsNothing) {
  ASSERT_EQ(::mkfifo((home_ + "/pipe").c_str(), 0600), 0);
  for (const char* name : {"missing", "pipe", "."}) {
    EXPECT_EQ(seen(std::string("{stream: \"{home}/") + name + "\"}"), nothing);
    EXPECT_EQ(seen(std::string("{xml: \"{home}/") + name + "\", xpath: //a}"), nothing);
  }
}

std::string version_of(const std::string& command) {
  Client client;
  client.version_command = {"sh", "-c", command};
  client.version_pattern = "v (\\d)";
  return read_version(client, {});
}

TEST(ReadVersion, TakesItFromEitherStreamWhateverTheStatus) {
  EXPECT_EQ(version_of("echo v 1"), "1");
  EXPECT_EQ(version_of("echo v 2 >&2; exit 3"), "2");
  EXPECT_EQ(version_of("true"), "");
}

TEST(ReadVersion, WaitsForNobodyThatTheCommandLeavesBehind) {
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_EQ(version_of("sleep 40 & echo v 1"), "1");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(30));
}

TEST(ReadVersion, EndsWhatDoesNotEnd) {
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_EQ(version_of("trap '' TERM; echo v 1; while :; do sleep 1; done"), "1");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(30));
}

TEST_F(ProbeTest, AStreamIsAllOfIt) {
  EXPECT_EQ(seen("stdout", "out\n", "err\n"), Observed("out\n"));
  EXPECT_EQ(seen("stderr", "out\n", "err\n"), Observed("err\n"));
  EXPECT_EQ(seen("{stream: stderr}", "out\n", "12"), Observed("12"));
}

TEST_F(ProbeTest, APatternGivesItsFirstGroupAndNumbersAreNumbers) {
  EXPECT_EQ(seen("{stream: stderr, pattern: '(\\d+) at'}", "", "error 23 at 0 depth"),
            Observed(23));
  EXPECT_EQ(seen("{stream: stdout, pattern: 'cert: (\\w+)'}", "cert: revoked"),
            Observed("revoked"));
  EXPECT_EQ(seen("{stream: stderr, pattern: '\\((0x[0-9A-F]{8})\\)'}", "", "failed (0x80092013)"),
            Observed(std::string("0x80092013")));
  EXPECT_EQ(seen("{stream: stderr, pattern: '(\\d+) at'}", "", "all is well"), nothing);
  EXPECT_EQ(seen("{stream: stderr, pattern: 'a(b)?c'}", "", "ac"), nothing)
      << "the group took no part";
  EXPECT_EQ(seen("{stream: stderr, pattern: 'a(b*)c'}", "", "ac"), Observed(""));
}

TEST_F(ProbeTest, AStreamCanBeAFile) {
  write("log.txt", "code=7\n");
  EXPECT_EQ(seen("{stream: \"{home}/log.txt\", pattern: 'code=(\\d+)'}"), Observed(7));
  EXPECT_EQ(seen("{stream: \"{home}/none.txt\", pattern: 'code=(\\d+)'}"), nothing);
}

TEST_F(ProbeTest, XmlIsSelectedByXPath) {
  write("local.xml",
        "<config><tetra a=' 5 '><lasterror>\n 4294965196 "
        "\n</lasterror><empty/><word>own</word></tetra></config>");
  EXPECT_EQ(seen("{xml: \"{home}/local.xml\", xpath: //tetra/lasterror}"),
            Observed(std::int64_t{4294965196}));
  EXPECT_EQ(seen("{xml: \"{home}/local.xml\", xpath: //word}"), Observed("own"));
  EXPECT_EQ(seen("{xml: \"{home}/local.xml\", xpath: //tetra/@a}"), Observed(5));
  EXPECT_EQ(seen("{xml: \"{home}/local.xml\", xpath: //empty}"), Observed(""));
  EXPECT_EQ(seen("{xml: \"{home}/local.xml\", xpath: //never}"), nothing);
}

TEST_F(ProbeTest, XmlThatIsNotThereOrIsNoneGivesNothing) {
  EXPECT_EQ(seen("{xml: \"{home}/none.xml\", xpath: //a}"), nothing);
  write("bad.xml", "<a><b>");
  EXPECT_EQ(seen("{xml: \"{home}/bad.xml\", xpath: //c}"), nothing);
}

TEST_F(ProbeTest, JsonIsSelectedByPointer) {
  write(
      "state.json",
      R"({"error": {"code": -2100, "what": "lost", "list": [1, {"a/b": true}]}, "half": 0.5, "no": null})");
  const auto at = [&](const std::string& pointer) {
    return seen("{json: \"{home}/state.json\", pointer: \"" + pointer + "\"}");
  };
  EXPECT_EQ(at("/error/code"), Observed(-2100));
  EXPECT_EQ(at("/error/what"), Observed("lost"));
  EXPECT_EQ(at("/error/list/1/a~1b"), Observed("true"));
  EXPECT_EQ(at("/error/list"), Observed(R"([1,{"a/b":true}])"));
  EXPECT_EQ(at("/half"), Observed("0.5"));
  EXPECT_EQ(at("/error/list/7"), nothing);
  EXPECT_EQ(at("/never"), nothing);
}

TEST_F(ProbeTest, AValueMayHaveAName) {
  const std::string probe =
      "{stream: stdout, pattern: '=(.*)', names: {\"x:{home}\": here, \"7\": seven}}";
  EXPECT_EQ(seen(probe, "at=x:" + home_), Observed("here"));
  EXPECT_EQ(seen(probe, "at=7"), Observed("seven"));
  EXPECT_EQ(seen(probe, "at=8"), Observed(8));
  EXPECT_EQ(seen(probe, ""), nothing);
}

TEST_F(ProbeTest, JsonOnAStreamIsItsLastLine) {
  EXPECT_EQ(seen("{json: stdout, pointer: /code}", "{\"code\": 1}\nbusy\n{\"code\": 2}\n\n"),
            Observed(2));
  EXPECT_EQ(seen("{json: stderr, pointer: /code}", "", "{\"code\": 3}"), Observed(3));
  EXPECT_EQ(seen("{json: stdout, pointer: /code}", "no JSON at all\n"), nothing);
  EXPECT_EQ(seen("{json: stdout, pointer: /code}", ""), nothing);
  EXPECT_EQ(seen("{json: stdout, pointer: /code}", std::string(200'000, '[')), nothing);
  EXPECT_EQ(seen("{json: stdout}", std::string(2'000'000, '[') + std::string(2'000'000, ']')),
            nothing);
  EXPECT_EQ(seen("{json: stdout}", "[[1]]"), Observed("[[1]]"));
}

}  // namespace
}  // namespace tetra::clients
