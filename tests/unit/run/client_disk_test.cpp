// What `installed: true` lays out: the release before the current one, whole and signed, where the
// client's file says.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "harness/run/play.hpp"

namespace tetra::run {
namespace {
namespace fs = std::filesystem;
constexpr auto engine = definitions::Engine::av64bit;

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

class InstallDefinitions : public testing::Test {
 protected:
  InstallDefinitions() {
    std::string pattern = (fs::temp_directory_path() / "tetra-disk-XXXXXX").string();
    home_ = ::mkdtemp(pattern.data());
    client_.definitions = clients::Definitions{"{home}/sets/{definitions.before}",
                                               {{"{home}/current", "sets/{definitions.before}"}},
                                               {{"{home}/state", "at {definitions.before}"}},
                                               ""};
    put_ = {{"home", home_.string()}, {"definitions.before", "before"}};
  }
  ~InstallDefinitions() override { fs::remove_all(home_); }

  definitions::Tree tree_{definitions::TreeOptions{}};
  fs::path home_;
  clients::Client client_;
  std::map<std::string, std::string> put_;
};

TEST_F(InstallDefinitions, LaysTheReleaseBeforeTheCurrentOneOut) {
  install_definitions(tree_, client_, put_);
  const std::uint32_t before = tree_.current(engine).id - 1;
  const std::string manifest = tree_.text(definitions::Kind::manifest, engine, before);
  EXPECT_EQ(text_of(home_ / "current/versions.dat"), manifest);
  EXPECT_EQ(text_of(home_ / "current/versions.sig"), tree_.sign(manifest));
  EXPECT_EQ(text_of(home_ / "state"), "at before");
  for (const definitions::File& file : tree_.files(engine).files()) {
    EXPECT_EQ(text_of(home_ / "current/avx" / file.path),
              read_all(*tree_.payload(engine, before, file.path)->plain))
        << file.path;
  }
}

TEST_F(InstallDefinitions, LaysNothingForAClientThatKeepsNone) {
  client_.definitions.reset();
  install_definitions(tree_, client_, put_);
  EXPECT_TRUE(fs::is_empty(home_));
}

}  // namespace
}  // namespace tetra::run
