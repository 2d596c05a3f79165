// Every row of FACTS section 2's table, and every path that is none.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "engine/base/text.hpp"
#include "mockserver/definitions/tree.hpp"
#include "mockserver/definitions/versions_id.hpp"
#include "reading.hpp"

namespace tetra::definitions {
namespace {

using namespace std::chrono;

class TreeLayout : public testing::Test {
 protected:
  std::string body(const std::string& path) const {
    const auto found = tree.find(path);
    EXPECT_TRUE(found) << path;
    return found ? read_all(*found->body) : "";
  }

  const Tree tree{{.seed = 7, .now = sys_days(2023y / May / 18d) + 21h}};
  const std::string folder = "/av64bit_90606/";
};

TEST_F(TreeLayout, RootIsEmptyWithTheKnownHeaders) {
  const auto root = tree.find("/").value();
  EXPECT_EQ(root.body->size(), 0u);
  EXPECT_EQ(root.etag, "\"0-5f98a20ced9e3\"");
  EXPECT_EQ(root.content_type, "text/html; charset=UTF-8");
  EXPECT_EQ(root.last_modified, sys_days(2023y / April / 17d) + 15h + 48min + 54s);
}

TEST_F(TreeLayout, VersionsIdNamesTheCurrentVersionAndIsNeverCached) {
  EXPECT_NE(
      body("/av64bit/versions.id").find("<info><all><id value=\"90606\"/></all><v3 id_path=\""),
      std::string::npos);
  EXPECT_NE(body("/av32bit/versions.id").find("value=\"120765\""), std::string::npos);
  const auto found = tree.find("/av64bit/versions.id").value();
  EXPECT_EQ(found.caching, Caching::never);
  EXPECT_EQ(found.kind, Kind::versions_id);
  EXPECT_EQ(found.version, 90606u);
  EXPECT_EQ(found.last_modified, release_time(Engine::av64bit, 90606));
}

TEST_F(TreeLayout, ManifestPlainAndPackedAreTheSame) {
  const std::string manifest = body(folder + "versions.dat");
  EXPECT_EQ(manifest, to_text(tree.manifest(Engine::av64bit, 90606)));
  EXPECT_EQ(reading::gunzip(body(folder + "versions.dat.gz")), manifest);
  EXPECT_EQ(tree.find(folder + "versions.dat")->caching, Caching::cacheable);
}

TEST_F(TreeLayout, SignatureIsOverThePlainManifest) {
  EXPECT_TRUE(reading::verifies(tree.signing_key_pem(), body(folder + "versions.dat"),
                                body(folder + "versions.sig")));
}

TEST_F(TreeLayout, PatchesPlainAndPackedAreTheSame) {
  EXPECT_EQ(body(folder + "patches.dat"), to_text(tree.patches(Engine::av64bit, 90606)));
  EXPECT_EQ(reading::gunzip(body(folder + "patches.dat.gz")), body(folder + "patches.dat"));
}

TEST_F(TreeLayout, TextFilesNameTheVersions) {
  EXPECT_EQ(body("/av64bit/version.txt"), "90606\n");
  EXPECT_EQ(body("/av64bit/cumulative.txt")
                .rfind("90606 2023-05-18 20:13:58\n90605 2023-05-18 16:15:48\n", 0),
            0u);
}

TEST_F(TreeLayout, EveryPayloadOfEveryReleaseKeptGunzipsToTheMd5OfTheManifest) {
  for (const Engine engine : kEngines) {
    for (const Release& release : tree.history(engine)) {
      for (const auto& entry : tree.manifest(engine, release.id).entries) {
        const std::string path = "/" + std::string(name_of(engine)) + "_" +
                                 std::to_string(release.id) + "/avx/" + entry.path + ".gzip";
        const std::string plain = reading::gunzip(body(path));
        EXPECT_EQ(md5_hex(plain), entry.md5) << path;
        EXPECT_EQ(std::to_string(plain.size()), entry.size) << path;
        EXPECT_TRUE(entry.flag == "+" || entry.flag == "0") << path;
      }
    }
  }
}

TEST_F(TreeLayout, TheV3TreeIsReachedFromVersionsId) {
  const auto names = versions_id(Engine::av64bit, 90606);
  EXPECT_EQ(body("/av64bit/versions.id"), to_xml(names));
  EXPECT_EQ(body(names.v3_id_path), to_xml(names));
  const std::string list = reading::gunzip(body(names.v3_dat_path));
  EXPECT_TRUE(reading::verifies(tree.signing_key_pem(), list, body(names.v3_sig_path)));
  const auto files = nlohmann::json::parse(list).at("files");
  ASSERT_EQ(files.size(), tree.files(Engine::av64bit).files().size());
  for (const auto& file : files) {
    const std::string url = file.at("url");
    const auto found = tree.find(url).value();
    EXPECT_EQ(found.kind, Kind::v3_payload);
    EXPECT_EQ(found.relative, file.at("local_path"));
    EXPECT_EQ(v3_url({"+", md5_hex(reading::gunzip(read_all(*found.body))), found.relative, ""}),
              url);
  }
}

TEST_F(TreeLayout, ReleasesThatAreNotKeptAreGone) {
  EXPECT_TRUE(tree.find("/av64bit_90599/versions.dat"));
  EXPECT_FALSE(tree.find("/av64bit_90598/versions.dat"));
  EXPECT_FALSE(tree.find("/av64bit_90607/versions.dat"));
  EXPECT_FALSE(tree.find("/av64bit_120765/versions.dat"));
}

TEST_F(TreeLayout, OddPathsLeadNowhere) {
  const std::string payload = folder + "avx/Plugins/7zip.xmd.gzip";
  ASSERT_TRUE(tree.find(payload));
  const std::vector<std::string> odd = {
      "",
      "//",
      "*",
      "av64bit/versions.id",
      "/av64bit",
      "/av64bit/",
      "/av64bit//versions.id",
      "/av64bit/versions.id/",
      "/av64bit/../",
      "/av64bit/%76ersions.id",
      "/AV64BIT/versions.id",
      "/av64bit/versions.id?x",
      "/av64bit_/versions.dat",
      "/av64bit_+90606/versions.dat",
      "/av64bit_090606/versions.dat",
      "/av64bit_0/versions.dat",
      "/av64bit_-1/versions.dat",
      "/av64bit_99999999999999999999/versions.dat",
      "/av64bit_4294967295/avx/engine.cfg.gzip",
      folder,
      folder + "avx/",
      folder + "avx/.gzip",
      folder + "avx/../versions.dat",
      folder + "avx/Plugins/../Plugins/7zip.xmd.gzip",
      folder + "avx/Plugins//7zip.xmd.gzip",
      folder + "avx/plugins/7zip.xmd.gzip",
      folder + "avx/Plugins/7zip.xmd",
      payload + std::string(1, '\0'),
      std::string("/\0", 2),
      "/v2/",
      "/v2/repository/",
      "/v2/repository/../",
      "/v2/av64bit/versions.id",
      "/v2/repository/0/0/0/0/engine.cfg.00000000000000000000000000000000.gzip",
      "/v2/repository/.00000000000000000000000000000000.gzip",
      "/" + std::string(1 << 20, 'a'),
      folder + "avx/" + std::string(1 << 20, '/')};
  for (const auto& path : odd) EXPECT_FALSE(tree.find(path)) << text::printable(path);
}

TEST_F(TreeLayout, RandomlyDamagedPathsNeverCrashAndNeverLieAboutWhatTheyFound) {
  std::vector<std::string> seeds = {"/", "/av64bit/versions.id", folder + "versions.dat.gz",
                                    folder + "avx/Plugins/pdf.xmd.gzip",
                                    v3_url(tree.manifest(Engine::av64bit, 90606).entries[0])};
  std::mt19937 dice(1);
  for (int n = 0; n < 20'000; ++n) {
    std::string path = seeds[dice() % seeds.size()];
    for (auto edits = 1 + dice() % 3; edits > 0; --edits) {
      const std::size_t at = dice() % (path.size() + 1);
      if (dice() % 2 == 0)
        path.insert(at, 1, static_cast<char>(dice() % 256));
      else if (at < path.size())
        path.erase(at, 1 + dice() % 3);
    }
    const auto found = tree.find(path);
    ASSERT_TRUE(!found || (found->body && found->body->size())) << text::printable(path);
  }
}

}  // namespace
}  // namespace tetra::definitions
