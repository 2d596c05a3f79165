#include <gtest/gtest.h>

#include "harness/run/play.hpp"

namespace tetra::run {
namespace {

clients::Client tool() {
  clients::Client client;
  client.command = {"tool", "--to={home}/body", "{arguments}", "{url}"};
  client.arguments = {
      {"http-proxy", {"--proxy", "{proxy}"}}, {"ports", {"--ca", "{ca}"}}, {"login", {}}};
  client.options = {{"resume", {"--continue={home}/body"}}, {"follow", {}}};
  return client;
}
const std::map<std::string, std::string> put{
    {"home", "/tmp/x y"}, {"url", "https://a/"}, {"proxy", "p:1"}, {"ca", "ca.pem"}};
using Words = std::vector<std::string>;

TEST(Command, FillsPlaceholdersAndKeepsWordsWhole) {
  EXPECT_EQ(command_for(tool(), {"direct"}, {}, put),
            (Words{"tool", "--to=/tmp/x y/body", "https://a/"}));
}

TEST(Command, PutsConditionalArgumentsInTheFilesOrder) {
  EXPECT_EQ(
      command_for(tool(), {"ports", "http-proxy"}, {}, put),
      (Words{"tool", "--to=/tmp/x y/body", "--proxy", "p:1", "--ca", "ca.pem", "https://a/"}));
}

TEST(Command, AddsWhatTheScenariosOptionsStandFor) {
  EXPECT_EQ(command_for(tool(), {"ports"}, {{"follow", {}}, {"resume", {}}}, put),
            (Words{"tool", "--to=/tmp/x y/body", "--ca", "ca.pem", "--continue=/tmp/x y/body",
                   "https://a/"}));
}

}  // namespace
}  // namespace tetra::run
