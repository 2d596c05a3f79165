// The blocks from which wrong content is built: each test is one way in which an update can be
// wrong.
#include <gtest/gtest.h>

#include "mockserver/definitions/gzip.hpp"
#include "mockserver/definitions/tree.hpp"
#include "mockserver/definitions/versions_id.hpp"
#include "reading.hpp"

namespace tetra::definitions {
namespace {

using namespace std::chrono;

class TreeEdit : public testing::Test {
 protected:
  const Tree tree{{.now = sys_days(2023y / May / 18d) + 21h}};
  const std::string folder = "/av64bit_90606/";
};

TEST_F(TreeEdit, AnEditedManifestIsPackedSignedAndListedConsistently) {
  const Edit traversal = [](const Location& place, std::string text) {
    if (place.kind != Kind::manifest) return text;
    Manifest manifest = parse_manifest(text).value();
    manifest.find("engine.cfg")->path = "../../engine.cfg";
    return to_text(manifest);
  };
  const std::string plain = read_all(*tree.find(folder + "versions.dat", traversal)->body);
  EXPECT_NE(plain.find("../../engine.cfg"), std::string::npos);
  EXPECT_EQ(reading::gunzip(read_all(*tree.find(folder + "versions.dat.gz", traversal)->body)),
            plain);
  EXPECT_TRUE(reading::verifies(tree.signing_key_pem(), plain,
                                read_all(*tree.find(folder + "versions.sig", traversal)->body)));
  EXPECT_NE(tree.find(folder + "versions.dat", traversal)->etag,
            tree.find(folder + "versions.dat")->etag);
  EXPECT_EQ(read_all(*tree.find(folder + "versions.dat")->body).find("../../"), std::string::npos);
}

TEST_F(TreeEdit, ARollbackNamesAnEarlierRelease) {
  const Edit rollback = [](const Location& place, std::string text) {
    return place.kind == Kind::versions_id ? to_xml(versions_id(place.engine, place.version - 3))
                                           : text;
  };
  EXPECT_NE(read_all(*tree.find("/av64bit/versions.id", rollback)->body).find("value=\"90603\""),
            std::string::npos);
}

TEST_F(TreeEdit, TheSameVersionWithNewHashesIsTheTreeOfAnotherSeed) {
  const Tree other({.seed = 2, .now = sys_days(2023y / May / 18d) + 21h});
  const std::string one = read_all(*tree.find(folder + "versions.dat")->body);
  const std::string two = read_all(*other.find(folder + "versions.dat")->body);
  EXPECT_NE(one, two);
  EXPECT_FALSE(reading::verifies(tree.signing_key_pem(), two, other.sign(two)));
}

TEST_F(TreeEdit, AFileOfAnotherBuildHasAnotherMd5ThanTheManifest) {
  const auto older = tree.payload(Engine::av64bit, 90605, "Plugins/daily.sig").value();
  const auto newer = tree.payload(Engine::av64bit, 90607, "Plugins/daily.sig").value();
  const std::string md5 = tree.manifest(Engine::av64bit, 90606).find("Plugins/daily.sig")->md5;
  EXPECT_NE(md5_hex(reading::gunzip(read_all(*older.gzip))), md5);
  EXPECT_NE(md5_hex(reading::gunzip(read_all(*newer.gzip))), md5);
  EXPECT_EQ(newer.since, release_time(Engine::av64bit, 90607));
}

TEST_F(TreeEdit, ABitFlippedInsideIsAValidGzipFileWithAnotherMd5) {
  const auto payload = tree.payload(Engine::av64bit, 90606, kLargestFile).value();
  const std::string plain =
      reading::gunzip(read_all(*stored_gzip(flip(payload.plain, 500'000, 1))));
  EXPECT_EQ(plain.size(), payload.plain->size());
  EXPECT_NE(md5_hex(plain), md5_hex(*payload.plain));
  EXPECT_THROW(reading::gunzip(read_all(*flip(payload.gzip, 500'000, 1))), std::runtime_error);
}

TEST_F(TreeEdit, ATruncatedGzipFileEndsEarlyAndGarbageBehindOneIsLeftOver) {
  const auto payload = tree.payload(Engine::av64bit, 90606, "engine.cfg").value();
  const std::uint64_t size = payload.gzip->size().value();
  EXPECT_THROW(reading::gunzip(read_all(*slice(payload.gzip, 0, size - 4))), std::runtime_error);
  std::string rest;
  reading::gunzip(read_all(*concat({payload.gzip, bytes_of("garbage")})), &rest);
  EXPECT_EQ(rest, "garbage");
}

TEST_F(TreeEdit, ABodyCanChangeWithItsTagOrUnderIt) {
  const auto healthy = tree.find(folder + "avx/engine.cfg.gzip").value();
  auto lying = healthy;
  lying.body = gzip_bomb(1 << 30);
  EXPECT_EQ(lying.etag, healthy.etag);
  const auto honest = with_body(healthy, gzip_bomb(1 << 30), "bomb");
  EXPECT_NE(honest.etag, healthy.etag);
  EXPECT_EQ(honest.etag, with_body(healthy, gzip_bomb(1 << 30), "bomb").etag);
  EXPECT_EQ(with_text(healthy, "<html>").body->size(), 6u);
}

TEST_F(TreeEdit, PayloadsAndRootAreNotTouchedByAnEdit) {
  const Edit empty = [](const Location&, std::string) { return std::string(); };
  EXPECT_EQ(tree.find("/", empty)->etag, tree.find("/")->etag);
  EXPECT_EQ(tree.find(folder + "avx/engine.cfg.gzip", empty)->etag,
            tree.find(folder + "avx/engine.cfg.gzip")->etag);
  EXPECT_EQ(tree.find(folder + "versions.dat", empty)->body->size(), 0u);
}

}  // namespace
}  // namespace tetra::definitions
