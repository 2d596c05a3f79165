#include "engine/scenario/library.hpp"

#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

#include "engine/document/caret.hpp"
#include "tests/unit/scenario/reading.hpp"

namespace tetra::scenario {
namespace {

namespace fs = std::filesystem;

// A folder of its own, gone with the test.
class LibraryTest : public testing::Test {
 protected:
  LibraryTest() {
    std::string name = (fs::temp_directory_path() / "tetra-library-XXXXXX").string();
    root_ = mkdtemp(name.data());
  }
  ~LibraryTest() override { fs::remove_all(root_); }
  fs::path put(const fs::path& name, std::string_view text) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name) << text;
    return root_ / name;
  }
  static std::string codes(const Library& library) {
    std::string all;
    for (const Problem& problem : library.problems())
      all += (all.empty() ? "" : " ") + problem.code;
    return all;
  }
  static std::string ids(const Library& library) {
    std::string all;
    for (const auto& [id, scenario] : library.scenarios()) all += (all.empty() ? "" : " ") + id;
    return all;
  }

  fs::path root_;
};

TEST_F(LibraryTest, ReadsFoldersAndFilesAnywhere) {
  put("scenarios/dns/one.yaml", "route: direct");
  put("scenarios/tcp/two.yaml", "extends: one");
  put("scenarios/README.md", "no scenario");
  const fs::path file = put("elsewhere/three.txt", "extends: two");
  Library library;
  library.add({root_ / "scenarios", file});
  EXPECT_EQ(ids(library), "one three two");
  EXPECT_EQ(codes(library), "");
  EXPECT_EQ(library.scenarios().at("one").stage, Stage::dns);
  EXPECT_EQ(library.scenarios().at("two").file, (root_ / "scenarios/tcp/two.yaml").string());
}

TEST_F(LibraryTest, GoesOnBehindABadFile) {
  put("a.yaml", "faults: [");
  put("b.yaml", "titel: x");
  put("c.yaml", "route: direct");
  Library library;
  library.add({root_});
  EXPECT_EQ(ids(library), "c");
  EXPECT_EQ(codes(library), "bad-yaml unknown-key");
}

TEST_F(LibraryTest, NamesBothFilesOfADuplicateId) {
  put("a.yaml", "route: direct\nid: same");
  put("b.yaml", "id: same");
  Library library;
  library.add({root_});
  ASSERT_EQ(codes(library), "duplicate-id");
  EXPECT_EQ(library.problems()[0].where.file, (root_ / "b.yaml").string());
  EXPECT_NE(library.problems()[0].what.find((root_ / "a.yaml").string() + ":2:5"),
            std::string::npos);
}

TEST_F(LibraryTest, ReadsNoFileTwiceAndFollowsNoLinkedFolder) {
  const fs::path file = put("folder/a.yaml", "route: direct");
  fs::create_directory_symlink(root_ / "folder", root_ / "folder" / "loop");
  fs::create_symlink(file, root_ / "folder" / "b.yaml");
  Library library;
  library.add({root_, root_, file});
  EXPECT_EQ(ids(library), "a");
  EXPECT_EQ(codes(library), "");
}

TEST_F(LibraryTest, TellsABasesMistakeOnce) {
  put("a.yaml", "stage: nowhere");
  put("b.yaml", "extends: a");
  put("c.yaml", "extends: b");
  Library library;
  library.add({root_});
  EXPECT_EQ(codes(library), "unknown-word");
  EXPECT_EQ(ids(library), "");
}

TEST_F(LibraryTest, TellsACycle) {
  put("a.yaml", "extends: b");
  put("b.yaml", "extends: a");
  Library library;
  library.add({root_});
  EXPECT_EQ(codes(library), "cycle cycle");
}

TEST_F(LibraryTest, SuggestsTheBaseThatWasMeant) {
  put("healthy-direct.yaml", "route: direct");
  put("b.yaml", "extends: healthy-drect");
  Library library;
  library.add({root_});
  EXPECT_EQ(library.problems().at(0).hint, "did you mean `healthy-direct`?");
}

TEST_F(LibraryTest, FindsBasesInFoldersThatItDoesNotShow) {
  put("catalogue/dns/base.yaml", "route: http-proxy");
  put("catalogue/dns/broken.yaml", "titel: x");
  const fs::path mine = put("mine.yaml", "extends: base");
  const fs::path lost = put("lost.yaml", "extends: bsae");
  Library library;
  library.look_in({root_ / "catalogue"});
  library.add({mine, lost});
  EXPECT_EQ(ids(library), "mine");
  EXPECT_EQ(library.scenarios().at("mine").route, Route::http_proxy);
  ASSERT_EQ(codes(library), "unknown-scenario");
  EXPECT_EQ(library.problems().at(0).hint, "did you mean `base`?");
}

TEST_F(LibraryTest, ReadsOnlyWhatTheNamesOfFilesLeadTo) {
  put("catalogue/http/http.yaml", "family: {http-400: , http-404: }");
  put("catalogue/http/http-big.yaml", "extends: http-404");
  put("catalogue/http/http-broken.yaml", "faults: [");
  put("catalogue/dns/dns-nxdomain.yaml", "faults: [");
  Library library;
  library.look_in({root_ / "catalogue"});
  const auto found = library.add_matching({"http-400", "http-b*g", "nothing"});
  EXPECT_EQ(found.at("http-400"), std::vector<std::string>{"http-400"});
  EXPECT_EQ(found.at("http-b*g"), std::vector<std::string>{"http-big"});
  EXPECT_TRUE(found.at("nothing").empty());
  EXPECT_EQ(ids(library), "http-400 http-big");
  EXPECT_EQ(codes(library), "bad-yaml") << "of http-broken.yaml, which http-b*g could be in";
  EXPECT_EQ(library.known_ids(), (std::vector<std::string>{"http-400", "http-404", "http-big"}));
}

TEST_F(LibraryTest, FindsMembersOfFamiliesAsBases) {
  put("catalogue/http/http.yaml",
      "route: http-proxy\nfamily: {http-400: {timeout: 2s}, http-404: }");
  const fs::path mine = put("mine.yaml", "extends: http-400\nid: mine");
  Library library;
  library.look_in({root_ / "catalogue"});
  library.add({mine});
  EXPECT_EQ(ids(library), "mine");
  EXPECT_EQ(library.scenarios().at("mine").route, Route::http_proxy);
  EXPECT_EQ(library.scenarios().at("mine").timeout, std::chrono::seconds(2));
  EXPECT_FALSE(library.scenarios().at("mine").in_family);
}

TEST_F(LibraryTest, TellsAFamilysMistakeOnce) {
  put("a.yaml", "timeout: soon\nfamily: {x: , y: , z: {titel: 1}}");
  Library library;
  library.add({root_});
  EXPECT_EQ(codes(library), "bad-duration unknown-key");
}

TEST_F(LibraryTest, NamesTheMemberThatHasTheIdAlready) {
  put("a.yaml", "family: {x: , y: }");
  put("b.yaml", "family: {z: , y: }");
  Library library;
  library.add({root_});
  ASSERT_EQ(codes(library), "duplicate-id");
  EXPECT_NE(library.problems()[0].what.find((root_ / "a.yaml").string() + ":1:15"),
            std::string::npos);
}

TEST(FileNames, AreTheIdOrWhatItBeginsWithUpToADash) {
  EXPECT_TRUE(can_hold("http-400", "http-400"));
  EXPECT_TRUE(can_hold("http", "http-400"));
  EXPECT_FALSE(can_hold("http-4", "http-400"));
  EXPECT_FALSE(can_hold("http-400-x", "http-400"));
}

TEST_F(LibraryTest, TellsWhatCannotBeRead) {
  fs::create_directory(root_ / "empty");
  put("long.yaml", std::string((1 << 20) + 1, 'x'));
  Library library;
  library.add({root_ / "nowhere.yaml", root_ / "empty", root_ / "long.yaml"});
  EXPECT_EQ(codes(library), "no-such-file no-scenarios too-big");
}

TEST_F(LibraryTest, ShowsAProblemWithItsLine) {
  const fs::path file = put("a.yaml", "titel: x");
  Library library;
  library.add({file});
  EXPECT_EQ(document::with_caret(library.problems().at(0)),
            file.string() +
                ":1:1: error: unknown key `titel` in a scenario\n  1 | titel: x\n    | ^~~~~\n    "
                "help: did you mean `title`?\n");
}

}  // namespace
}  // namespace tetra::scenario
