#include "mockserver/definitions/manifest.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "mockserver/definitions/versions_id.hpp"

namespace tetra::definitions {
namespace {

const Manifest kTwo{{{"+", "41c9ab00000000000000000000000000", "Plugins/ace.am", "12"},
                     {"0", "00000000000000000000000000000001", "engine.cfg", "500"}}};

TEST(Manifest, IsALineAFile) {
  EXPECT_EQ(to_text(kTwo),
            "+ 41c9ab00000000000000000000000000 Plugins/ace.am 12\n"
            "0 00000000000000000000000000000001 engine.cfg 500\n");
}

TEST(Manifest, ReadsWhatItWrites) {
  EXPECT_EQ(parse_manifest(to_text(kTwo)).value(), kTwo);
  EXPECT_EQ(parse_manifest("").value(), Manifest{});
}

TEST(Manifest, SaysWhichLineLacksAField) {
  const auto broken =
      parse_manifest(to_text(kTwo) + "+ 00000000000000000000000000000001 engine.cfg\n");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().where.line, 3);
}

TEST(Manifest, EntriesAreFoundAndEditedByPath) {
  Manifest manifest = kTwo;
  ASSERT_NE(manifest.find("engine.cfg"), nullptr);
  manifest.find("engine.cfg")->path = "../../engine.cfg";
  EXPECT_EQ(manifest.find("engine.cfg"), nullptr);
  EXPECT_NE(to_text(manifest).find(" ../../engine.cfg 500\n"), std::string::npos);
}

TEST(Manifest, V3UrlsStartWithTheFirstDigitsOfTheMd5) {
  EXPECT_EQ(v3_url(kTwo.entries[0]),
            "/v2/repository/4/1/C/9/ace.am.41C9AB00000000000000000000000000.gzip");
  EXPECT_EQ(v3_url({"+", "a", "", ""}), "/v2/repository/A/.A.gzip");
}

TEST(Manifest, V3ListIsJsonOfPathAndUrl) {
  const auto list = nlohmann::json::parse(v3_list(kTwo));
  ASSERT_EQ(list.at("files").size(), 2u);
  EXPECT_EQ(list["files"][0]["local_path"], "Plugins/ace.am");
  EXPECT_EQ(list["files"][0]["url"], v3_url(kTwo.entries[0]));
  EXPECT_NO_THROW(v3_list({{{"+", "00", "\xff\xfe", "1"}}}));
}

TEST(VersionsId, IsTheKnownXml) {
  VersionsId versions{"", "97276", "/a", "/b", "/c"};
  EXPECT_EQ(to_xml(versions),
            "<info><all><id value=\"97276\"/></all><v3 id_path=\"/a\" dat_path=\"/b\" "
            "sig_path=\"/c\"/></info>\n");
  versions.prolog = "<!DOCTYPE info [<!ENTITY a \"b\">]>";
  EXPECT_EQ(to_xml(versions).rfind(versions.prolog, 0), 0u);
}

}  // namespace
}  // namespace tetra::definitions
