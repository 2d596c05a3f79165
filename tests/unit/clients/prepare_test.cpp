#include <gtest/gtest.h>

#include <filesystem>

#include "engine/document/yaml.hpp"
#include "engine/scenario/loader.hpp"
#include "harness/clients/client.hpp"

namespace tetra::clients {
namespace {

Client client_that_prepares(std::vector<std::string> command) {
  Client client;
  client.name = "tool";
  client.file = "tool.yaml";
  client.prepare = std::move(command);
  return client;
}

TEST(Prepare, RunsTheCommandWithItsPlaceholdersFilled) {
  const auto folder = std::filesystem::temp_directory_path() / "tetra-prepare-test";
  std::filesystem::create_directory(folder);
  const auto done = prepare(client_that_prepares({"sh", "-c", "echo made >{prepared.folder}/it"}),
                            {{"prepared.folder", folder.string()}});
  EXPECT_TRUE(done) << to_string(done.error());
  EXPECT_EQ(document::read_text((folder / "it").string()).value_or(""), "made\n");
  std::filesystem::remove_all(folder);
}

TEST(Prepare, TellsStatusAndOutputOfACommandThatFails) {
  const auto done = prepare(client_that_prepares({"sh", "-c", "echo no compiler; exit 3"}), {});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, "not-prepared");
  EXPECT_NE(done.error().what.find("`prepare` of tool exits 3: no compiler"), std::string::npos)
      << done.error().what;
}

TEST(Prepare, FailsWhereTheCommandIsNotThereOrASignalEndsIt) {
  EXPECT_FALSE(prepare(client_that_prepares({"/nonexistent/compiler"}), {}));
  EXPECT_FALSE(prepare(client_that_prepares({"sh", "-c", "kill -9 $$"}), {}));
}

}  // namespace
}  // namespace tetra::clients
