#include "world/world.hpp"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>

#include "engine/base/text.hpp"
#include "engine/document/yaml.hpp"
#include "engine/scenario/loader.hpp"
#include "world/world_events.hpp"

namespace tetra::world {
namespace {

// A started world on the loopback. Nothing is accepted: no attempt has begun.
class WorldTest : public testing::Test {
 protected:
  World& start(const std::string& yaml) {
    const auto document = document::parse_yaml(yaml, "case.yaml").value();
    const auto scenario = scenario::read_scenario(document, {});
    if (!scenario) throw std::invalid_argument(to_string(scenario.error().front()));
    auto blueprint = prepare(*scenario, Network::loopback, 7);
    world_.emplace(io_, std::move(blueprint.value()));
    if (auto started = world_->start(); !started)
      throw std::runtime_error(to_string(started.error()));
    return *world_;
  }

  asio::io_context io_{1};
  std::optional<World> world_;
};

TEST_F(WorldTest, TellsClientsWhereToGo) {
  const auto put = start("route: direct").placeholders();
  EXPECT_EQ(put.at("update.host"), "tetra-defs.amp.cisco.com");
  EXPECT_EQ(put.at("update.address"), "127.0.0.1");
  EXPECT_NE(put.at("update.port"), "443");
  EXPECT_EQ(put.at("update.url"), "https://tetra-defs.amp.cisco.com:" + put.at("update.port"));
  EXPECT_EQ(put.at("url"), put.at("update.url") + "/");
  EXPECT_EQ(put.at("connect.address"), "127.0.0.1:" + put.at("update.port"));
  EXPECT_EQ(put.at("proxy.url"), "http://127.0.0.1:" + put.at("proxy.port"));
  EXPECT_EQ(put.at("socks.host"), "127.0.0.1");
  EXPECT_NE(put.at("socks.port"), "1080");
  for (const char* service : {"ocsp.url", "crl.url", "pac.url"})
    EXPECT_TRUE(put.at(service).starts_with("http://127.0.0.1:")) << put.at(service);
  EXPECT_GT(text::to_integer(put.at("dns.port")).value_or(0), 0);
}

TEST_F(WorldTest, TellsTheLoginThatTheScenarioGives) {
  EXPECT_EQ(start("login: none").placeholders().at("proxy.login"), "");
  world_.reset();
  const auto right = start("login: right").placeholders();
  EXPECT_EQ(right.at("proxy.login"), right.at("proxy.user") + ":" + right.at("proxy.password"));
  world_.reset();
  const auto wrong = start("login: wrong").placeholders();
  EXPECT_EQ(wrong.at("proxy.user"), right.at("proxy.user"));
  EXPECT_NE(wrong.at("proxy.password"), right.at("proxy.password"));
  world_.reset();
  EXPECT_EQ(start("login: {user: anna, password: \"1:2\"}").placeholders().at("proxy.password"),
            "1:2");
}

TEST_F(WorldTest, FindsWhatAScenarioGets) {
  const auto payload = start("get: \"{payload}\"").placeholders();
  EXPECT_TRUE(
      payload.at("get").starts_with("/av64bit_" + payload.at("definitions.version") + "/avx/"))
      << payload.at("get");
  EXPECT_TRUE(payload.at("get").ends_with(".gzip"));
  world_.reset();
  EXPECT_EQ(start("get: \"{versions}\"").placeholders().at("get"), "/av64bit/versions.id");
  world_.reset();
  EXPECT_EQ(start("get: /some/where").placeholders().at("get"), "/some/where");
  world_.reset();
  const auto named = start("get: \"/av64bit_{version}/versions.sig\"").placeholders();
  EXPECT_EQ(named.at("get"), "/av64bit_" + named.at("definitions.version") + "/versions.sig");
  EXPECT_EQ(text::to_integer(named.at("definitions.version")),
            *text::to_integer(named.at("definitions.before")) + 1);
}

TEST_F(WorldTest, TellsAnotherServerOfThePolicy) {
  const auto put = start("server: http://update.amp.cisco.com").placeholders();
  EXPECT_EQ(put.at("server.scheme"), "http");
  EXPECT_EQ(put.at("update.host"), "update.amp.cisco.com");
  EXPECT_TRUE(put.at("url").starts_with("http://update.amp.cisco.com:"));
}

TEST_F(WorldTest, TellsEveryServiceThatItBound) {
  std::map<std::string, std::size_t> count;
  for (const auto& [service, address] : start("route: direct").addresses()) ++count[service];
  EXPECT_EQ(count, (std::map<std::string, std::size_t>{{"dns", 1},
                                                       {"update", 6},
                                                       {"ocsp", 1},
                                                       {"crl", 1},
                                                       {"proxy", 1},
                                                       {"socks", 1},
                                                       {"pac", 1}}));
}

TEST_F(WorldTest, ArmsTheFaultsOfAllAttemptsInOrder) {
  const auto faults =
      start(
          "faults: [{update: refuse}, {dns: drop, optional: true}]\nattempts: [{faults: [{ocsp: "
          "refuse}]}, {faults: [{proxy: {tunnel-cut: {at: 1}}}, {socks: {tunnel-cut: {at: 1}}}, "
          "{socks: {reply: 5}}, {pac: {returns: DIRECT}}]}]")
          .faults();
  const std::vector<std::string> ids{"tcp.refuse",        "dns.drop",          "tcp.refuse",
                                     "tunnel.tunnel-cut", "tunnel.tunnel-cut", "socks.reply",
                                     "pac.returns"};
  ASSERT_EQ(faults.size(), ids.size());
  for (std::size_t n = 0; n < faults.size(); ++n) {
    EXPECT_EQ(faults[n].index, n);
    EXPECT_EQ(faults[n].id, ids[n]);
    EXPECT_EQ(faults[n].acted, 0U);
    EXPECT_EQ(faults[n].optional, n == 1);
  }
  EXPECT_EQ(faults[2].service, "ocsp");
}

TEST_F(WorldTest, WritesInItsJournalThatItIsReady) {
  World& world = start("id: some-case");
  ASSERT_FALSE(world.journal().events().empty());
  const journal::Event& first = world.journal().events().front();
  EXPECT_EQ(first.service + " " + std::string(first.kind->word) + " " +
                first.get(&event::Ready::scenario) + " " +
                std::to_string(first.get(&event::Ready::seed)),
            "world ready some-case 7");
}

TEST_F(WorldTest, EachWorldHasARootOfItsOwn) {
  const std::string root = start("route: direct").root_pem();
  EXPECT_TRUE(root.starts_with("-----BEGIN CERTIFICATE-----"));
  world_.reset();
  EXPECT_NE(start("route: direct").root_pem(), root);
}

}  // namespace
}  // namespace tetra::world
