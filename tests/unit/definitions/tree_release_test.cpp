// What stays and what changes: from release to release, from seed to seed, from set to set.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "mockserver/definitions/tree.hpp"
#include "reading.hpp"

namespace tetra::definitions {
namespace {

using namespace std::chrono;
const TimePoint kEvening = sys_days(2023y / May / 18d) + 21h;

std::uint64_t total_size(const Manifest& manifest) {
  std::uint64_t total = 0;
  for (const auto& entry : manifest.entries) total += std::stoull(entry.size);
  return total;
}

TEST(TreeRelease, SmallSetIsAboutTwoMegabytesWithTheLargestOne) {
  const Tree tree({.now = kEvening});
  for (const Engine engine : kEngines) {
    const auto manifest = tree.manifest(engine, tree.current(engine).id);
    EXPECT_EQ(manifest.entries.size(), 12u);
    EXPECT_GT(total_size(manifest), 1'700'000u);
    EXPECT_LT(total_size(manifest), 2'100'000u);
    const std::uint64_t largest = std::stoull(manifest.find(kLargestFile)->size);
    EXPECT_GE(largest, 1'000'000u);
    EXPECT_LT(largest, 1'020'000u);
    for (const auto& entry : manifest.entries)
      EXPECT_LE(std::stoull(entry.size), largest) << entry.path;
  }
}

TEST(TreeRelease, FullSetIsRealisticForEveryEngineAndSeed) {
  for (const std::uint64_t seed : {1u, 2u, 3u, 99u}) {
    const Tree tree({.seed = seed, .set = Set::full, .now = kEvening});
    for (const Engine engine : kEngines) {
      std::uint64_t total = 0;
      std::uint64_t largest = 0;
      std::set<std::string> paths;
      for (const File& file : tree.files(engine).files()) {
        const std::uint64_t size = file.content(tree.current(engine).id).size;
        total += size;
        if (file.path != kLargestFile) largest = std::max(largest, size);
        paths.insert(file.path);
      }
      EXPECT_GE(paths.size(), 200u);
      EXPECT_EQ(paths.size(), tree.files(engine).files().size());
      EXPECT_GE(total, UINT64_C(120) << 20);
      EXPECT_LT(largest, tree.files(engine).find(kLargestFile)->content(1).size);
    }
  }
}

TEST(TreeRelease, ASampleOfTheFullSetGunzipsToItsMd5) {
  const Tree tree({.set = Set::full, .now = kEvening});
  for (const char* path : {"engine.cfg", "lang/messages.07", "Plugins/7zip.xmd", "Plugins/sig.119",
                           "Plugins/patterns.002"}) {
    const auto payload = tree.payload(Engine::av64bit, 90606, path).value();
    const std::string plain = reading::gunzip(
        read_all(*tree.find("/av64bit_90606/avx/" + std::string(path) + ".gzip")->body));
    EXPECT_EQ(md5_hex(plain), md5_hex(*payload.plain)) << path;
  }
}

TEST(TreeRelease, TheSameOptionsGiveTheSameBytes) {
  const auto key = SigningKey::generate();
  const Tree one({.seed = 5, .now = kEvening, .signing_key = key});
  const Tree two({.seed = 5, .now = kEvening + 1h, .signing_key = key});
  for (const char* path :
       {"/av64bit/versions.id", "/av64bit_90606/versions.dat.gz", "/av64bit_90606/versions.sig",
        "/av32bit_120765/avx/Plugins/pdf.xmd.gzip", "/v2/av64bit_90606/versions.dat"}) {
    const auto first = one.find(path).value();
    const auto second = two.find(path).value();
    EXPECT_EQ(read_all(*first.body), read_all(*second.body)) << path;
    EXPECT_EQ(first.etag, second.etag) << path;
    EXPECT_EQ(first.last_modified, second.last_modified) << path;
  }
}

TEST(TreeRelease, AnotherSeedOrEngineGivesOtherBytesAndTags) {
  const Tree one({.seed = 5, .now = kEvening});
  const Tree two({.seed = 6, .now = kEvening});
  for (const File& file : one.files(Engine::av64bit).files()) {
    const auto a = one.payload(Engine::av64bit, 90606, file.path).value();
    const auto b = two.payload(Engine::av64bit, 90606, file.path).value();
    const auto c = one.payload(Engine::av32bit, 90606, file.path).value();
    EXPECT_NE(md5_hex(*a.plain), md5_hex(*b.plain)) << file.path;
    EXPECT_NE(md5_hex(*a.plain), md5_hex(*c.plain)) << file.path;
    const std::string path = "/av64bit_90606/avx/" + file.path + ".gzip";
    EXPECT_NE(one.find(path)->etag, two.find(path)->etag) << file.path;
  }
}

TEST(TreeRelease, NeighboursDifferInAFewFiles) {
  for (const Set set : {Set::small, Set::full}) {
    const Tree tree({.set = set, .now = kEvening});
    std::size_t most = 0;
    std::size_t all = 0;
    for (std::uint32_t id = 90506; id <= 90606; ++id) {
      std::size_t changed = 0;
      for (const File& file : tree.files(Engine::av64bit).files())
        changed += file.since(id) == id ? 1 : 0;
      EXPECT_GE(changed, 2u) << id;
      most = std::max(most, changed);
      all += changed;
    }
    EXPECT_LE(most, 12u);
    EXPECT_LE(all / 101, 6u);
  }
}

TEST(TreeRelease, PatchesAreTheDifferenceOfTwoManifests) {
  const Tree tree({.now = kEvening});
  for (const Release& release : tree.history(Engine::av64bit)) {
    const auto before = tree.manifest(Engine::av64bit, release.id - 1);
    Manifest expected;
    for (const auto& entry : tree.manifest(Engine::av64bit, release.id).entries) {
      if (entry.md5 != before.find(entry.path)->md5) expected.entries.push_back(entry);
    }
    EXPECT_EQ(tree.patches(Engine::av64bit, release.id), expected);
  }
}

TEST(TreeRelease, TagAndDateStayAsLongAsTheFileDoes) {
  const Tree tree({.now = kEvening, .earlier = 100});
  std::map<std::string, TimePoint> date_of_tag;
  for (const Release& release : tree.history(Engine::av64bit)) {
    const auto found =
        tree.find("/av64bit_" + std::to_string(release.id) + "/avx/Plugins/heur.rul.gzip").value();
    EXPECT_LE(found.last_modified, release.available);
    const auto [known, fresh] = date_of_tag.emplace(found.etag, found.last_modified);
    EXPECT_EQ(known->second, found.last_modified);
  }
  EXPECT_GT(date_of_tag.size(), 2u);
  EXPECT_LT(date_of_tag.size(), 15u);
}

TEST(TreeRelease, ATreeCanShareWhatAnotherHasComputed) {
  const auto shared = std::make_shared<FingerprintCache>();
  const Tree first({.now = kEvening, .fingerprints = shared});
  first.warm(Engine::av64bit);
  const std::size_t known = shared->size();
  EXPECT_GE(known, 12u);
  const Tree second({.now = kEvening, .fingerprints = shared});
  EXPECT_EQ(second.manifest(Engine::av64bit, 90606), first.manifest(Engine::av64bit, 90606));
  EXPECT_EQ(shared->size(), known);
}

TEST(TreeRelease, ResourcesOutliveTheTree) {
  std::optional<Tree> tree(TreeOptions{.now = kEvening});
  const auto found = tree->find("/av64bit_90606/avx/Plugins/pdf.xmd.gzip").value();
  const std::string md5 = tree->manifest(Engine::av64bit, 90606).find("Plugins/pdf.xmd")->md5;
  tree.reset();
  EXPECT_EQ(md5_hex(reading::gunzip(read_all(*found.body))), md5);
}

}  // namespace
}  // namespace tetra::definitions
