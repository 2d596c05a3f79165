#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "connector/local/whole_file.hpp"
#include "connector/update/gunzip.hpp"
#include "connector/update/manifest.hpp"
#include "connector/update/md5.hpp"
#include "tests/unit/connector/test_world.hpp"

namespace tetra::connector::test {
namespace {

const std::map<std::string, std::string> first_set{
    {"Plugins/7zip.xmd", std::string(200000, 'a') + "7zip"},
    {"Plugins/ace.xmd", "ace"},
    {"base.cvd", "base"}};

TEST(Update, BringsAFreshEndpointToTheOfferedVersion) {
  World world;
  world.publish(97276, first_set);
  const Observed observed = world.run();
  EXPECT_EQ(observed.exit, 0) << observed.out << observed.err;
  EXPECT_EQ(observed.json["result"], "updated");
  EXPECT_EQ(observed.json["version"], 97276);
  EXPECT_EQ(observed.json["lasterror_source"], "lab");
  EXPECT_EQ(observed.lasterror, "0");
  EXPECT_EQ(world.installed("Plugins/7zip.xmd"), first_set.at("Plugins/7zip.xmd"));
  EXPECT_EQ(world.update->connections(), 1) << "one connection is kept for all requests";
  EXPECT_EQ(world.count("Host: tetra-defs.amp.cisco.com\r\n"), 6);
}

TEST(Update, SecondRunIsUpToDateAndThirdFetchesOnlyWhatChanged) {
  World world;
  world.publish(97276, first_set);
  ASSERT_EQ(world.run().exit, 0);
  EXPECT_EQ(world.run().json["result"], "up-to-date");
  auto second_set = first_set;
  second_set["base.cvd"] = "another base";
  world.publish(97277, second_set);
  const Observed observed = world.run();
  EXPECT_EQ(observed.json["result"], "updated");
  EXPECT_EQ(world.count("GET /av64bit_97277/avx/"), 1);
  EXPECT_EQ(world.installed("base.cvd"), "another base");
  EXPECT_EQ(world.installed("Plugins/ace.xmd"), "ace");
}

TEST(Update, TakesThePlainManifestWhereTheGzippedOneIsMissing) {
  World world;
  world.publish(97276, first_set);
  world.files.erase("/av64bit_97276/versions.dat.gz");
  EXPECT_EQ(world.run().json["result"], "updated");
  EXPECT_EQ(world.count("GET /av64bit_97276/versions.dat HTTP"), 1);
}

struct CutCase {
  World::Cut cut;
  const char* code;
};

class CutDownload : public testing::TestWithParam<CutCase> {};

TEST_P(CutDownload, IsToldByHowItEndedAndContinuedByTheNextAttempt) {
  World world;
  world.publish(97276, {{"big.bin", [] {
                           std::string noise;
                           for (unsigned i = 1; noise.size() < 300000;
                                i = i * 1664525U + 1013904223U)
                             noise += static_cast<char>(i >> 24);
                           return noise;
                         }()}});
  world.cut_path = "/av64bit_97276/avx/big.bin.gzip";
  world.cut_at = 100000;
  world.cut = GetParam().cut;
  world.cuts = 1;
  const Observed cut = world.run();
  EXPECT_EQ(cut.exit, 1);
  EXPECT_EQ(cut.json["code"], GetParam().code) << cut.out;
  EXPECT_EQ(cut.json["stage"], "download");
  EXPECT_EQ(cut.json["version"], 0);
  const Observed resumed = world.run();
  EXPECT_EQ(resumed.json["result"], "updated") << resumed.out;
  EXPECT_EQ(world.count("If-Range: \""), 1);
  if (GetParam().cut != World::Cut::reset) {
    EXPECT_EQ(world.count("Range: bytes=100000-"), 1);
  }
}

INSTANTIATE_TEST_SUITE_P(Endings, CutDownload,
                         testing::Values(CutCase{World::Cut::fin, "download-truncated"},
                                         CutCase{World::Cut::reset, "download-reset"},
                                         CutCase{World::Cut::close_notify, "download-closed"},
                                         CutCase{World::Cut::stall, "download-timeout"}));

TEST(Update, StartsAFileAnewWhenItChangedSinceTheInterruption) {
  World world;
  world.publish(97276, first_set);
  world.cut_path = "/av64bit_97276/avx/Plugins/7zip.xmd.gzip";
  world.cut_at = 50;
  world.cuts = 1;
  ASSERT_EQ(world.run().exit, 1);
  auto changed = first_set;
  changed["Plugins/7zip.xmd"] = std::string(150000, 'b');
  world.publish(97276, changed);
  EXPECT_EQ(world.run().json["result"], "updated");
  EXPECT_EQ(world.installed("Plugins/7zip.xmd"), changed["Plugins/7zip.xmd"]);
}

TEST(Update, RetriesWithinTheAttemptWhenToldTo) {
  World world;
  world.publish(97276, first_set);
  world.cut_path = "/av64bit_97276/avx/Plugins/7zip.xmd.gzip";
  world.cut_at = 50;
  world.cuts = 2;
  world.options.retries = 2;
  EXPECT_EQ(world.run().json["result"], "updated");
}

TEST(Update, WrongMd5LeavesTheDefinitionsInUse) {
  World world;
  world.publish(97276, first_set);
  ASSERT_EQ(world.run().exit, 0);
  auto second_set = first_set;
  second_set["base.cvd"] = "another base";
  world.publish(97277, second_set);
  world.files["/av64bit_97277/avx/base.cvd.gzip"] = gzip("another face");
  const Observed observed = world.run();
  EXPECT_EQ(observed.exit, 1);
  EXPECT_EQ(observed.json["code"], "md5-mismatch");
  EXPECT_EQ(observed.json["stage"], "content");
  EXPECT_EQ(observed.json["version"], 97276);
  EXPECT_EQ(observed.json["store"], "intact");
  EXPECT_EQ(world.installed("base.cvd"), "base");
}

TEST(Update, RefusesWhatTheSigningKeyDidNotSign) {
  World world;
  world.publish(97276, first_set);
  world.files["/av64bit_97276/versions.sig"] =
      sign_line(ed25519(), world.files["/av64bit_97276/versions.dat"]);
  EXPECT_EQ(world.run().json["code"], "signature-bad");
}

TEST(Update, TellsACaptivePortalFromVersions) {
  World world;
  world.files["/av64bit/versions.id"] = "<html>Please log in</html>";
  EXPECT_EQ(world.run().json["code"], "versions-id-bad");
}

TEST(Update, RefusesAGzipBomb) {
  World world;
  world.publish(97276, {{"bomb", std::string(3000000, '\0')}});
  world.options.most_unpacked = 1000000;
  EXPECT_EQ(world.run().json["code"], "gzip-too-large");
}

TEST(Update, RecoversAtTheThirdInterval) {
  World world;
  world.publish(97276, first_set);
  world.cut_path = "/av64bit/versions.id";
  world.cut_at = 3;
  world.cuts = 2;
  world.options.intervals = 5;
  world.options.interval = std::chrono::milliseconds(20);
  const Observed observed = world.run();
  EXPECT_EQ(observed.json["result"], "updated");
  EXPECT_EQ(observed.json["attempts"], 3);
}

TEST(Update, TakesOverASetThatAKilledConnectorLeftHalfSwapped) {
  World world;
  world.publish(97276, first_set);
  const auto engine = world.home / "definitions/av64bit";
  std::filesystem::create_directories(engine / "versions/97276");
  std::filesystem::create_directory_symlink("versions/1", engine / "current.new");
  std::ofstream(engine / "versions/97276/versions.dat") << "half";
  EXPECT_EQ(world.run().json["result"], "updated");
  EXPECT_EQ(world.installed("base.cvd"), "base");
}

TEST(Update, ReplacesAKeptConnectionThatTheServerClosedMeanwhile) {
  World world;
  world.publish(97276, first_set);
  world.requests_per_connection = 2;
  EXPECT_EQ(world.run().json["result"], "updated");
  EXPECT_EQ(world.update->connections(), 3);
  EXPECT_EQ(world.requests().size(), 6u);
}

/// Whether every file of the set in use has the md5 of its manifest.
bool is_whole(const World& world) {
  const auto current = world.home / "definitions/av64bit/current";
  const Manifest manifest = parse_manifest(read_file(current / "versions.dat", 1000000));
  if (manifest.files.empty()) return false;
  for (const ManifestFile& file : manifest.files) {
    if (md5_of(current / "avx" / file.path) != file.md5) return false;
  }
  return true;
}

TEST(Update, KilledAtAnyMomentTheSetInUseIsWhole) {
  World world;
  world.publish(97276, first_set);
  ASSERT_EQ(world.run().exit, 0);
  int finished = 0;
  for (int i = 0; i < 40; ++i) {
    auto next = first_set;
    next["base.cvd"] = "base " + std::to_string(i);
    world.publish(97277 + static_cast<std::uint64_t>(i), next);
    world.write_policy();
    const pid_t child = ::fork();
    if (child == 0) {
      std::ostringstream out;
      ::_exit(run(world.options, out, out));
    }
    // style: not for order: the kill comes at any moment of an update, each 3 ms later
    ::usleep(static_cast<useconds_t>(i) * 3000);
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    finished += WIFEXITED(status) ? 1 : 0;
    ASSERT_TRUE(is_whole(world)) << "killed after " << i * 3 << " ms";
  }
  RecordProperty("finished", finished);
  EXPECT_EQ(world.run().exit, 0);
  EXPECT_EQ(world.installed("base.cvd"), "base 39");
}

struct ReplyCase {
  std::string reply;
  const char* code;
};

class OddReply : public testing::TestWithParam<ReplyCase> {};

TEST_P(OddReply, HasACauseOfItsOwn) {
  World world;
  world.files["/av64bit/versions.id"] = GetParam().reply;
  const Observed observed = world.run();
  EXPECT_EQ(observed.json["code"], GetParam().code) << observed.out;
}

INSTANTIATE_TEST_SUITE_P(
    Replies, OddReply,
    testing::Values(
        ReplyCase{"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", "http-status"},
        ReplyCase{"HTTP/1.1 abc\r\n\r\n", "http-malformed"},
        ReplyCase{"HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n", "http-malformed"},
        ReplyCase{"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n", "http-malformed"},
        ReplyCase{"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                  "http-malformed"},
        ReplyCase{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabXX\r\n0\r\n\r\n",
                  "http-malformed"},
        ReplyCase{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "http-malformed"},
        ReplyCase{
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;" + std::string(200'000, 'x'),
            "http-malformed"},
        ReplyCase{"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", "http-too-large"},
        ReplyCase{"HTTP/1.1 206 Part\r\nContent-Length: 1\r\n\r\na", "http-status"},
        ReplyCase{"HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n", "http-status"},
        ReplyCase{"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
                  "http-status"}));

}  // namespace
}  // namespace tetra::connector::test
