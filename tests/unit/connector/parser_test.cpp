#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <pugixml.hpp>
#include <set>

#include "connector/local/local_xml.hpp"
#include "connector/local/policy.hpp"
#include "connector/local/whole_file.hpp"
#include "connector/net/network.hpp"
#include "connector/posture.hpp"
#include "connector/tell/cause.hpp"
#include "connector/transfer/reply_head.hpp"
#include "connector/update/gunzip.hpp"
#include "connector/update/manifest.hpp"
#include "connector/update/md5.hpp"
#include "connector/update/signature.hpp"
#include "tests/unit/connector/test_pki.hpp"

namespace tetra::connector {
namespace {

namespace fs = std::filesystem;

std::string policy(const std::string& updater, const std::string& rest = "") {
  return "<Object><config><agent><scansettings><tetra><updater>" + updater +
         "</updater></tetra></scansettings></agent>" + rest + "</config></Object>";
}

TEST(Policy, ReadsServerIntervalProxyAndTls) {
  const auto read = parse_policy(
      policy("<server>tetra-defs.amp.cisco.com</server><interval>50ms</interval>",
             "<proxy><type>http</type><server>proxy.corp</server><port>3128</port><username>ada</"
             "username><password>x y</password></proxy>"
             "<conn><ssl><verifyhost>1</verifyhost><verifypeer>0</verifypeer><crlc>0</crlc></ssl></"
             "conn>"),
      "policy.xml");
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read->server.to_string(), "https://tetra-defs.amp.cisco.com");
  EXPECT_EQ(read->interval, std::chrono::milliseconds(50));
  EXPECT_EQ(read->proxy->host, "proxy.corp");
  EXPECT_EQ(read->proxy->port, 3128);
  EXPECT_EQ(read->proxy->password, "x y");
  EXPECT_TRUE(read->verify_host);
  EXPECT_FALSE(read->verify_peer);
  EXPECT_FALSE(read->check_revocation);
}

TEST(Policy, OnPremisesServerMayBePlainHttpWithAPath) {
  const auto read = parse_policy(
      policy("<server>http://updates.corp:8080/tetra/</server><interval>1800</interval>"), "p");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->server.to_string(), "http://updates.corp:8080/tetra");
  EXPECT_EQ(read->interval, std::chrono::minutes(30));
  EXPECT_FALSE(read->proxy);
}

TEST(Policy, MistakesAreProblemsNeverCrashes) {
  for (const std::string& bad :
       {std::string("<Object><config>"), std::string("not xml"), policy("<server></server>"),
        policy("<server>ftp://x</server>"), policy("<server>a</server><interval>-5</interval>"),
        policy("<server>a</server>", "<proxy><type>socks9</type><server>p</server></proxy>"),
        policy("<server>a</server>", "<proxy><server>p</server><port>99999</port></proxy>"),
        policy("<server>a b</server>"),
        policy("<server>a</server>", "<conn><ssl><crlc>7</crlc></ssl></conn>"),
        std::string(2000000, ' ')}) {
    EXPECT_FALSE(parse_policy(bad, "policy.xml")) << bad.substr(0, 200);
  }
}

TEST(Policy, ADoctypeIsRefusedSoNoEntityIsExpanded) {
  const auto read = parse_policy(
      "<!DOCTYPE o [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + policy("<server>&x;</server>"),
      "policy.xml");
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().what.find("DOCTYPE"), std::string::npos);
}

TEST(VersionsId, TakesTheFirstValue) {
  EXPECT_EQ(parse_versions_id("<info><all><id value=\"97276\"/></all><v3 value=\"1\"/></info>"),
            97276u);
  for (const char* bad : {"", "<html/>", "value=\"", "value=\"x\"", "value=\"-3\"",
                          "value=\"99999999999999999999\"", "value=\"12", "value=\"0\"",
                          "<!DOCTYPE info [<!ENTITY a \"b\">]><info><id value=\"97276\"/></info>"})
    EXPECT_FALSE(parse_versions_id(bad)) << bad;
}

TEST(Manifest, TakesActiveLinesAndChecksPaths) {
  const std::string md5(32, 'A');
  const Manifest read = parse_manifest("+ " + md5 + " Plugins/7zip.xmd 123\r\n0 " + md5 + " b\n- " +
                                       md5 + " ../ignored\n\n");
  ASSERT_TRUE(read.outcome.ok()) << read.outcome.detail;
  ASSERT_EQ(read.files.size(), 2u);
  EXPECT_EQ(read.files[0].path, "Plugins/7zip.xmd");
  EXPECT_EQ(read.files[0].md5, std::string(32, 'a'));
  for (const char* path : {"../x", "/etc/passwd", "a/../b", "a//b", "./a", "C:\\x", "a%2e", "a?b",
                           "a\x01", "\xc3\xa9"}) {
    EXPECT_EQ(parse_manifest("+ " + md5 + " " + path).outcome.cause, Cause::path_bad) << path;
  }
  EXPECT_EQ(parse_manifest("+ short a").outcome.cause, Cause::manifest_bad);
  EXPECT_EQ(parse_manifest("").outcome.cause, Cause::manifest_bad);
  EXPECT_EQ(parse_manifest("+ " + md5 + " a\n+ " + md5 + " a").outcome.cause, Cause::manifest_bad);
  EXPECT_EQ(parse_manifest(std::string(100000, 'x')).outcome.cause, Cause::manifest_bad);
  EXPECT_EQ(read.files[0].size, 123u);
  EXPECT_FALSE(read.files[1].size);
}

TEST(Manifest, TakesNoTwoPathsThatAreOneOnWindowsAndNoneThatIsAFolder) {
  const auto cause = [md5 = std::string(32, 'a')](const std::string& one,
                                                  const std::string& other) {
    return parse_manifest("+ " + md5 + " " + one + "\n+ " + md5 + " " + other).outcome.cause;
  };
  EXPECT_EQ(cause("Plugins/a", "plugins/A"), Cause::manifest_bad);
  EXPECT_EQ(cause("Plugins", "plugins/a"), Cause::manifest_bad);
  EXPECT_EQ(cause("a/b/c", "a/b"), Cause::manifest_bad);
  EXPECT_EQ(cause("a/b", "a/bc"), Cause::none);
}

class Files : public testing::Test {
 protected:
  Files() {
    std::string pattern = (fs::temp_directory_path() / "tetra-files-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~Files() override { fs::remove_all(folder_); }
  fs::path write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }
  Cause gunzipped(const std::string& bytes, std::uint64_t most = 1000000) {
    return gunzip(write("in", bytes), folder_ / "out", most).outcome.cause;
  }

  fs::path folder_;
};

TEST_F(Files, GunzipUnpacksMembersAndTellsTheMd5) {
  const std::string packed = test::gzip("hello ") + test::gzip("world");
  const Unpacked unpacked = gunzip(write("in", packed), folder_ / "out", 100);
  ASSERT_TRUE(unpacked.outcome.ok()) << unpacked.outcome.detail;
  EXPECT_EQ(unpacked.md5, test::md5("hello world"));
  EXPECT_EQ(read_file(folder_ / "out", 100), "hello world");
  EXPECT_EQ(md5_of(folder_ / "out"), unpacked.md5);
}

TEST_F(Files, GunzipIsBoundedAndStrict) {
  std::string packed = test::gzip(std::string(200000, 'x') + "end");
  EXPECT_EQ(gunzipped(packed), Cause::none);
  EXPECT_EQ(gunzipped(packed, 200002), Cause::gzip_too_large);
  EXPECT_FALSE(fs::exists(folder_ / "out"));
  EXPECT_EQ(gunzipped(packed.substr(0, packed.size() - 1)), Cause::gzip_bad);
  EXPECT_EQ(gunzipped(packed + "tail"), Cause::gzip_bad);
  EXPECT_EQ(gunzipped(""), Cause::gzip_bad);
  EXPECT_EQ(gunzipped("plain text"), Cause::gzip_bad);
  packed[packed.size() - 6] = static_cast<char>(packed[packed.size() - 6] ^ 1);
  EXPECT_EQ(gunzipped(packed), Cause::gzip_bad);
}

TEST_F(Files, SignatureBindsKeyAndText) {
  const test::Key key = test::ed25519();
  const fs::path file = write("key.pem", test::public_pem(key));
  const std::string line = test::sign_line(key, "manifest");
  EXPECT_TRUE(verify_signature("manifest", line, file).ok());
  EXPECT_EQ(verify_signature("manifesT", line, file).cause, Cause::signature_bad);
  EXPECT_EQ(verify_signature("manifest", "rsa " + line, file).cause, Cause::signature_bad);
  EXPECT_EQ(verify_signature("manifest", line.substr(0, 40), file).cause, Cause::signature_bad);
  EXPECT_EQ(verify_signature("manifest", line, folder_ / "none.pem").cause,
            Cause::signature_key_bad);
}

TEST_F(Files, LocalXmlIsReadBackByXPathAndByUs) {
  const fs::path file = folder_ / "local.xml";
  LocalState state{new_uuid(),
                   proxy_download_failed,
                   true,
                   "2023-05-18 20:13:58 UTC",
                   {{"av64bit", 90604}, {"av32bit", 120765}}};
  ASSERT_TRUE(save_local(state, file).ok());
  pugi::xml_document document;
  ASSERT_TRUE(document.load_file(file.c_str()));
  EXPECT_STREQ(document.select_node("//tetra/lasterror").node().text().get(), "4294965187");
  EXPECT_STREQ(document.select_node("/config/agent/engine/tetra/defversions").node().text().get(),
               "x:90604");
  EXPECT_STREQ(document.select_node("/config/agent/uuid").node().text().get(), state.uuid.c_str());
  const LocalState again = load_local(file);
  EXPECT_EQ(again.uuid, state.uuid);
  EXPECT_EQ(again.lasterror, state.lasterror);
  EXPECT_EQ(again.last_success, state.last_success);
  ASSERT_EQ(again.engines.size(), 2u);
  EXPECT_EQ(again.engines[1].version, 120765u);
  write("local.xml", "<config><agent><uuid>../../x</uuid>");
  EXPECT_EQ(load_local(file).uuid.size(), 36u);
}

TEST(Outcomes, OnlyThreeNumbersAreCiscosAndOursAreUnmistakable) {
  std::set<std::uint32_t> own;
  std::set<std::string_view> codes;
  for (const CauseRow& row : causes()) {
    EXPECT_TRUE(codes.insert(row.word).second) << row.word;
    if (row.cause == Cause::none) continue;
    const bool published = row.lasterror == 4294965193u || row.lasterror == 4294965196u ||
                           row.lasterror == 4294965187u;
    if (published) {
      EXPECT_TRUE(row.stage == Stage::proxy || row.stage == Stage::proxy_auth ||
                  row.stage == Stage::tunnel)
          << row.word;
    } else {
      EXPECT_EQ(row.lasterror >> 16, 0x7E7Au) << row.word;
      EXPECT_TRUE(own.insert(row.lasterror).second) << row.word;
    }
  }
}

TEST(ConnectToOption, IsHostPortAddressPort) {
  const auto rule = parse_connect_to("Tetra-Defs.amp.cisco.com:443:[::1]:4433");
  ASSERT_TRUE(rule);
  EXPECT_EQ(rule->host, "tetra-defs.amp.cisco.com");
  EXPECT_EQ(rule->address, "::1");
  EXPECT_EQ(rule->to_port, 4433);
  for (const char* bad : {"", "a:b:c:d", "a:1:b", "a:1:b:70000", "a:1:b:2:3"})
    EXPECT_FALSE(parse_connect_to(bad)) << bad;
}

TEST(ContentRangeField, IsReadStrictly) {
  const auto range = parse_content_range("bytes 100-199/200");
  ASSERT_TRUE(range);
  EXPECT_EQ(range->first, 100u);
  EXPECT_EQ(range->total, 200u);
  for (const char* bad :
       {"", "bytes */200", "bytes 5-1/9", "bytes 0-9/9", "items 0-1/2", "bytes 0-1"})
    EXPECT_FALSE(parse_content_range(bad)) << bad;
}

TEST(Posture, BeginsAsAmpCliDoesAndSaysWhatIsOurs) {
  const std::string line =
      posture_json({"5c6e64fa-7738-4b39-b201-15451e33bfe6", 0, true, "", {{"av64bit", 90604}}});
  EXPECT_TRUE(
      line.starts_with("{\"agent_uuid\":\"5c6e64fa-7738-4b39-b201-15451e33bfe6\",\"connected\":"
                       "true,\"connector_version\":\""))
      << line;
  EXPECT_NE(line.find("\"engines_shape\":\"tetra-lab\""), std::string::npos);
}

}  // namespace
}  // namespace tetra::connector
