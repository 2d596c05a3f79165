#include <gtest/gtest.h>

#include <filesystem>

#include "engine/scenario/library.hpp"
#include "harness/clients/client.hpp"

namespace tetra::clients {
namespace {

const std::filesystem::path folder = "harness/clients/files";

TEST(ProjectClients, AllLoadAndAreCalledAsTheirFiles) {
  const auto clients = load_clients({folder});
  ASSERT_TRUE(clients) << to_string(clients.error());
  for (const char* name :
       {"connector", "curl", "wget", "openssl-verify", "openssl-ocsp", "gnutls-cli"})
    EXPECT_EQ(clients->count(name), 1U) << name;
  for (const auto& [name, client] : *clients) {
    EXPECT_EQ(std::filesystem::path(client.file).stem(), name);
    EXPECT_FALSE(client.title.empty()) << name;
  }
}

TEST(ProjectClients, ThoseThatRunTellTheirVersionAndTheirSuccess) {
  const auto clients = load_clients({folder}).value();
  for (const auto& [name, client] : clients) {
    if (client.program.empty()) continue;
    EXPECT_FALSE(client.version_command.empty()) << name;
    EXPECT_FALSE(client.success.empty()) << name;
    EXPECT_TRUE(client.program == "{tetralab}" || !client.package.empty()) << name;
    if (find_program(client.program).empty()) continue;
    EXPECT_NE(read_version(client, {}), "") << name;
  }
}

// An expectation on a probe that no client has would never be met, or always (`none`).
TEST(ProjectClients, KnowEveryProbeThatScenariosAskOfThem) {
  const auto clients = load_clients({folder}).value();
  scenario::Library library;
  library.add({"scenarios"});
  ASSERT_TRUE(library.problems().empty() || library.problems().front().code == "unknown-word")
      << to_string(library.problems().front());
  const auto check = [&](const scenario::Expectations& expectations, const std::string& id) {
    for (const auto& [name, one] : expectations) {
      ASSERT_EQ(clients.count(name), 1U) << id << " expects something of " << name;
      if (!one.plain) continue;
      for (const auto& [probe, matcher] : one.plain->probes)
        EXPECT_TRUE(probe == "ends" || clients.at(name).probes.count(probe) == 1)
            << id << ": " << name << " has no probe " << probe;
    }
  };
  for (const auto& [id, scenario] : library.scenarios()) {
    check(scenario.expect, id);
    for (const auto& attempt : scenario.attempts) check(attempt.expect, id);
  }
}

TEST(LoadClients, TheLaterPathCountsForOneName) {
  const auto own = std::filesystem::temp_directory_path() / "tetra-own-curl.yaml";
  std::filesystem::copy_file(folder / "wget.yaml", own,
                             std::filesystem::copy_options::overwrite_existing);
  const auto first = load_clients({folder, own}).value();
  const auto last = load_clients({own, folder}).value();
  std::filesystem::remove(own);
  EXPECT_EQ(first.at("wget").file, own.string());
  EXPECT_EQ(last.at("wget").file, (folder / "wget.yaml").string());
}

TEST(LoadClients, AFileThatIsNotThereIsAProblem) {
  const auto none = load_clients({"/nonexistent/client.yaml"});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, "cannot-read");
}

TEST(FindProgram, LooksInPathAndTakesPathsAsTheyAre) {
  EXPECT_NE(find_program("sh"), "");
  EXPECT_EQ(find_program("/bin/sh"), "/bin/sh");
  EXPECT_EQ(find_program("no-such-program-anywhere"), "");
  EXPECT_EQ(find_program("/etc/passwd"), "") << "not executable";
  EXPECT_EQ(find_program("/tmp"), "") << "a folder";
}

}  // namespace
}  // namespace tetra::clients
