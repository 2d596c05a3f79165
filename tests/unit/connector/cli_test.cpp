#include "connector/cli.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/unit/connector/test_world.hpp"

namespace tetra::connector::test {
namespace {

struct Told {
  int exit;
  std::string out;
};

Told command(std::vector<std::string> words) {
  std::vector<const char*> argv{"tetralab connector"};
  for (const std::string& word : words) argv.push_back(word.c_str());
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  const int exit = connector_main(static_cast<int>(argv.size()), argv.data());
  return {exit, testing::internal::GetCapturedStdout() + testing::internal::GetCapturedStderr()};
}

TEST(CommandLine, UpdatesWithEveryOptionThatALabNeeds) {
  World world;
  world.publish(97276, {{"base.cvd", "base"}});
  world.write_policy();
  const auto at = [](const char* host, int port, std::uint16_t to) {
    return std::string(host) + ":" + std::to_string(port) + ":127.0.0.1:" + std::to_string(to);
  };
  const Told told = command({"--home",
                             world.home.string(),
                             "--ca",
                             (world.home / "ca.pem").string(),
                             "--explain",
                             "--forceupdate",
                             "--timeout-connect",
                             "2s",
                             "--timeout-read",
                             "2s",
                             "--time-limit",
                             "20s",
                             "--retries",
                             "1",
                             "--connect-to",
                             at(definitions_host, 443, world.update->port()),
                             "--connect-to",
                             at("commercial.ocsp.identrust.com", 80, world.authority->port()),
                             "--connect-to",
                             at("validation.identrust.com", 80, world.authority->port())});
  EXPECT_EQ(told.exit, 0) << told.out;
  EXPECT_NE(told.out.find("Version 97276 is in use now"), std::string::npos) << told.out;
  const Told posture = command({"--home", world.home.string(), "--posture"});
  EXPECT_EQ(posture.exit, 0);
  EXPECT_NE(posture.out.find("\"definition_version\":97276"), std::string::npos) << posture.out;
}

TEST(CommandLine, MistakesAreStatusTwo) {
  const std::string home =
      (std::filesystem::temp_directory_path() / "tetra-connector-nothing-here").string();
  for (const std::vector<std::string>& words : {std::vector<std::string>{},
                                                {"--home", home, "--no-such-option"},
                                                {"--home", home, "--connect-to", "nonsense"},
                                                {"--home", home, "--explain=fr"},
                                                {"--home", home, "--timeout-read", "soon"},
                                                {"--home", home, "--once", "--intervals", "3"},
                                                {"--home", home}}) {
    EXPECT_EQ(command(words).exit, 2) << (words.empty() ? "" : words.back());
  }
  std::filesystem::remove_all(home);
}

TEST(CommandLine, ExplainTakesALanguage) {
  World world;
  world.write_policy();
  const Told told = command({"--home", world.home.string(), "--explain=de", "--timeout-lookup",
                             "1ms", "--timeout-connect", "200ms", "--connect-to", "::127.0.0.1:1"});
  EXPECT_EQ(told.exit, 1);
  EXPECT_NE(told.out.find("Ergebnis: Stufe"), std::string::npos) << told.out;
}

}  // namespace
}  // namespace tetra::connector::test
