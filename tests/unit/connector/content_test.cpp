// Sets that came as they were sent and must not come in use, and what the store says of itself.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/unit/connector/test_world.hpp"

namespace tetra::connector::test {
namespace {

const std::map<std::string, std::string> small_set{{"Plugins/ace.xmd", "ace"},
                                                   {"base.cvd", "base"}};

TEST(Content, TellsAFileOfAnotherSizeAndUnpacksNoByteMore) {
  for (const char* body : {"another", "another base that goes on and on"}) {
    World world;
    world.publish(97276, {{"base.cvd", "another base"}});
    world.files["/av64bit_97276/avx/base.cvd.gzip"] = gzip(body);
    EXPECT_EQ(world.run().json["code"], "size-mismatch") << body;
  }
}

TEST(Content, AnOlderVersionNeverReplacesTheOneInUse) {
  World world;
  world.publish(97276, small_set);
  ASSERT_EQ(world.run().exit, 0);
  auto older = small_set;
  older["base.cvd"] = "old base";
  world.publish(97275, older);
  const Observed observed = world.run();
  EXPECT_EQ(observed.exit, 1);
  EXPECT_EQ(observed.json["code"], "version-older");
  EXPECT_EQ(observed.json["version"], 97276);
  EXPECT_EQ(world.installed("base.cvd"), "base");
  EXPECT_EQ(world.count("/av64bit_97275/"), 0) << "nothing of it is fetched";
}

TEST(Content, TellsThatTheVersionInUseWasPublishedAnew) {
  World world;
  world.publish(97276, small_set);
  ASSERT_EQ(world.run().exit, 0);
  auto anew = small_set;
  anew["base.cvd"] = "another base";
  world.publish(97276, anew);
  const Observed observed = world.run();
  EXPECT_EQ(observed.exit, 1);
  EXPECT_EQ(observed.json["code"], "version-changed");
  EXPECT_EQ(world.installed("base.cvd"), "base");
}

TEST(Content, TellsTheManifestInUseUnderANewNumber) {
  World world;
  world.publish(97276, small_set);
  ASSERT_EQ(world.run().exit, 0);
  world.publish(97277, small_set);
  const Observed observed = world.run();
  EXPECT_EQ(observed.json["code"], "manifest-stale");
  EXPECT_EQ(observed.json["version"], 97276);
}

TEST(Store, TellsWhatIsDamagedAndWhatLiesBesideTheSetInUse) {
  World world;
  world.publish(97276, small_set);
  const auto store = [&] {
    world.options.check_store = true;
    const Observed seen = world.run();
    world.options.check_store = false;
    return seen.json["store"].get<std::string>() + " " + std::to_string(seen.exit);
  };
  EXPECT_EQ(store(), "none 0");
  ASSERT_EQ(world.run().exit, 0);
  EXPECT_EQ(store(), "intact 0");
  const auto engine = world.home / "definitions/av64bit";
  const auto with = [&](const std::string& file, const std::string& text) {
    std::ofstream(engine / file) << text;
    const std::string seen = store();
    std::filesystem::remove(engine / file);
    return seen;
  };
  EXPECT_EQ(with("versions/97276/avx/of-nobody", "x"), "damaged 1");
  EXPECT_EQ(with("current.new", "x"), "damaged 1");
  std::filesystem::create_directories(engine / "versions/97277");
  EXPECT_EQ(store(), "intact 0") << "an empty folder is no half set";
  EXPECT_EQ(with("versions/97277/versions.dat", "half"), "damaged 1");
  std::filesystem::remove_all(engine / "versions/97276/avx/base.cvd");
  EXPECT_EQ(store(), "damaged 1");
}

TEST(Content, ANotModifiedThatNobodyAskedForIsAStatus) {
  World world;
  world.files["/av64bit/versions.id"] = "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n";
  const Observed observed = world.run();
  EXPECT_EQ(observed.json["code"], "http-status") << observed.out;
  EXPECT_EQ(observed.json["http_status"], 304);
}

}  // namespace
}  // namespace tetra::connector::test
