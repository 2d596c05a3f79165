#include <gtest/gtest.h>

#include <cstdlib>

#include "engine/document/yaml.hpp"
#include "engine/scenario/loader.hpp"
#include "harness/run/case.hpp"

namespace tetra::run {
namespace {

scenario::Scenario scenario_of(const std::string& text) {
  const auto document = document::parse_yaml(text, "case.yaml").value();
  const auto read = scenario::read_scenario(document, {});
  if (!read) throw std::invalid_argument(to_string(read.error().front()));
  return *read;
}

clients::Client client_that_can(std::set<std::string> can) {
  clients::Client client;
  client.name = "tool";
  client.program = "/bin/sh";
  client.can = std::move(can);
  return client;
}

std::string reason(const std::string& text, const clients::Client& client,
                   cell::IsolationKind kind = cell::IsolationKind::namespace_cell,
                   bool sees_packets = true) {
  const auto scenario = scenario_of("expect: {tool: {exit: 1}}\n" + text);
  Case one;
  one.scenario = &scenario;
  one.client = &client;
  Setting setting;
  setting.isolation = kind;
  setting.sees_packets = sees_packets;
  return reason_to_skip(one, setting).value_or("runs");
}

TEST(Skip, RunsWhatIsAskedAndCanBeHad) {
  EXPECT_EQ(reason("", client_that_can({})), "runs");
  EXPECT_EQ(reason("faults: [{update: refuse}]", client_that_can({})), "runs");
  EXPECT_EQ(reason("route: http-proxy", client_that_can({"http-proxy"})), "runs");
  EXPECT_EQ(reason("faults: [{ocsp: refuse}]", client_that_can({"ocsp"})), "runs");
}

TEST(Skip, DataIsNeverRun) {
  auto client = client_that_can({});
  client.program.clear();
  EXPECT_EQ(reason("", client), "tool can't be run here: its expectations are data");
}

TEST(Skip, AProgramThatIsMissingIsNamedWithItsPackage) {
  auto client = client_that_can({});
  client.program = "/nonexistent/tool";
  EXPECT_EQ(reason("", client), "tool is not installed");
  client.package = "tools";
  EXPECT_EQ(reason("", client), "tool is not installed (Debian package tools)");
}

TEST(Skip, AFileThatTheProgramNeedsIsNamed) {
  auto client = client_that_can({});
  client.needs = {"/bin/sh"};
  EXPECT_EQ(reason("", client), "runs");
  client.needs.push_back("/nonexistent/module");
  client.package = "tools";
  EXPECT_EQ(reason("", client), "tool needs /nonexistent/module (Debian package tools)");
}

TEST(Skip, ASettingThatTheCallerDidNotMakeIsNamed) {
  auto client = client_that_can({});
  client.settings = {{"host", "TETRA_TEST_SETTING"}};
  ::unsetenv("TETRA_TEST_SETTING");
  EXPECT_EQ(reason("", client), "tool needs TETRA_TEST_SETTING in the environment");
  ::setenv("TETRA_TEST_SETTING", "", 1);
  EXPECT_EQ(reason("", client), "tool needs TETRA_TEST_SETTING in the environment");
  ::setenv("TETRA_TEST_SETTING", "there", 1);
  EXPECT_EQ(reason("", client), "runs");
  ::unsetenv("TETRA_TEST_SETTING");
}

TEST(Skip, AProgramOfAnotherMachineInANamespaceCell) {
  EXPECT_EQ(
      reason("", client_that_can({"ports", "outside"})),
      "tool works on another machine, out of reach of a namespace cell: add --isolation ports");
  EXPECT_EQ(reason("", client_that_can({"ports", "outside"}), cell::IsolationKind::ports_cell),
            "runs");
}

TEST(Skip, AClientWithoutTheRouteOrTheService) {
  EXPECT_EQ(reason("route: socks5", client_that_can({"http-proxy"})), "tool has no route socks5");
  EXPECT_EQ(reason("faults: [{ocsp: refuse}]", client_that_can({"crl"})),
            "tool asks no ocsp service");
  EXPECT_EQ(reason("faults: [{ocsp: refuse}, {crl: refuse}]", client_that_can({"crl"})), "runs")
      << "it meets one of them";
  EXPECT_EQ(reason("attempts: [{faults: [{crl: refuse}]}]", client_that_can({})),
            "tool asks no crl service");
}

TEST(Skip, WhoKeepsDefinitionsMustSayWhere) {
  EXPECT_EQ(reason("installed: true", client_that_can({})), "runs")
      << "it keeps none: nothing would be another thing to it";
  EXPECT_EQ(reason("installed: true", client_that_can({"definitions"})),
            "the file of tool does not say where definitions in use are to be laid");
  EXPECT_EQ(reason("locked: true", client_that_can({})),
            "the file of tool does not say where new definitions come");
  auto client = client_that_can({"definitions", "ports"});
  client.definitions = clients::Definitions{"{home}/before", {}, {}, "{home}/next"};
  EXPECT_EQ(reason("installed: true\nlocked: true\ndisk: 1MiB", client), "runs");
  for (const char* key : {"locked: true", "disk: 1MiB"})
    EXPECT_NE(reason(key, client, cell::IsolationKind::ports_cell).find("need a namespace cell"),
              std::string::npos);
}

TEST(Skip, AScenarioThatSaysNothingOrWhyNot) {
  auto other = client_that_can({});
  other.name = "other";
  EXPECT_EQ(reason("", other), "the scenario says nothing of other");
  const auto scenario = scenario_of("expect: {tool: {skip: it fetches one file}}");
  const auto client = client_that_can({});
  Case one;
  one.scenario = &scenario;
  one.client = &client;
  EXPECT_EQ(reason_to_skip(one, {}), "it fetches one file");
}

TEST(Skip, WhatAPortsCellCannotShow) {
  constexpr auto ports = cell::IsolationKind::ports_cell;
  EXPECT_EQ(reason("", client_that_can({}), ports),
            "tool can't be told of ports: it needs a namespace cell");
  EXPECT_EQ(reason("", client_that_can({"ports"}), ports), "runs");
  EXPECT_NE(
      reason("faults: [{dns: drop}]", client_that_can({"ports"}), ports).find("namespace cell"),
      std::string::npos);
  EXPECT_EQ(reason("faults: [{update: refuse}]", client_that_can({"ports"}), ports), "runs");
  EXPECT_NE(reason("faults: [{update: refuse}]", client_that_can({"ports"}), ports, false)
                .find("`tcp.refuse` is proven by packets"),
            std::string::npos);
}

TEST(CanMeet, OnlyRevocationServicesAreAskedByChoice) {
  scenario::FaultUse use;
  for (const char* service : {"dns", "update", "proxy"}) {
    use.service = service;
    EXPECT_TRUE(can_meet(client_that_can({}), use)) << service;
  }
  for (const char* service : {"ocsp", "crl"}) {
    use.service = service;
    EXPECT_FALSE(can_meet(client_that_can({}), use)) << service;
    EXPECT_TRUE(can_meet(client_that_can({service}), use)) << service;
  }
}

}  // namespace
}  // namespace tetra::run
