#include "harness/report/html_report.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <zlib.h>

#include <nlohmann/json.hpp>

#include "engine/base/utf8.hpp"

namespace tetra::report {
namespace {

using nlohmann::json;

// What stands between two texts; fails the test when they are not there.
std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const std::size_t start = text.find(from);
  const std::size_t end = start == text.npos ? text.npos : text.find(to, start + from.size());
  EXPECT_NE(end, text.npos) << from;
  return end == text.npos ? std::string()
                          : text.substr(start + from.size(), end - start - from.size());
}

std::string unpacked(const std::string& coded) {
  std::string packed(coded.size(), '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(packed.data()),
                                   reinterpret_cast<const unsigned char*>(coded.data()),
                                   static_cast<int>(coded.size()));
  EXPECT_GT(size, 0);
  std::string plain(std::size_t{4} << 20, '\0');
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(size);
  stream.next_out = reinterpret_cast<Bytef*>(plain.data());
  stream.avail_out = static_cast<uInt>(plain.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  plain.resize(stream.total_out);
  inflateEnd(&stream);
  return plain;
}

json index_of(const std::string& page) {
  return json::parse(between(page, "id=\"index\">", "</script>"));
}
json block_of(const std::string& page, int number) {
  return json::parse(
      unpacked(between(page, "id=\"block-" + std::to_string(number) + "\">", "</script>")));
}

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++found;
  return found;
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto character = text::character_at(text, at);
    if (!character.valid) return false;
    at += character.length;
  }
  return true;
}

judge::SeenEvent event(const std::string& kind, const std::string& value = "v") {
  judge::SeenEvent one;
  one.at_ms = 1.2345;
  one.service = "update";
  one.kind = kind;
  one.connection = 3;
  one.fields = {{"key", value}};
  return one;
}

class HtmlReportTest : public ::testing::Test {
 protected:
  HtmlReportTest() {
    scenario_.id = "one";
    scenario_.stage = scenario::Stage::http;
    scenario_.title = {"Title", "Titel"};
    client_.name = "tool";
    header_.version = "9.9";
  }

  run::Finished finished(judge::Kind kind, unsigned round = 0) {
    run::Finished one;
    one.a_case = run::Case{&scenario_, &client_, "1.0", round};
    one.verdict.kind = kind;
    if (kind == judge::Kind::skipped) return one;
    one.observation.attempts.resize(1);
    one.observation.attempts[0].events = {event("request")};
    return one;
  }

  std::string page_of(const std::vector<run::Finished>& all, HtmlBounds bounds = {}) {
    HtmlReport report([](const run::Case& one) { return "again " + one.scenario->id; }, bounds);
    for (const run::Finished& one : all) report.note(one);
    return report.page(header_, "today");
  }

  scenario::Scenario scenario_;
  clients::Client client_;
  Header header_;
};

TEST_F(HtmlReportTest, ACaseIsInTheIndexAndItsDetailsInABlock) {
  auto one = finished(judge::Kind::wrong_error);
  one.verdict.reason = "exit: expected 1, got 2";
  one.verdict.expected = {{"exit", "1"}};
  one.verdict.actual = {{"exit", "2"}};
  one.observation.faults.push_back({0, "update", "http.cut", true, 2, {}});
  const std::string page = page_of({one});

  const json index = index_of(page);
  EXPECT_EQ(index["header"]["version"], "9.9");
  EXPECT_EQ(index["header"]["interrupted"], false);
  EXPECT_EQ(index["scenarios"][0]["title"], json({"Title", "Titel"}));
  EXPECT_EQ(index["cases"], json::parse(R"([[0,0,[["wrong-error",0,0,0,0]]]])"));
  EXPECT_EQ(index["reasons"], json({"exit: expected 1, got 2"}));
  const json detail = block_of(page, 0)[0];
  EXPECT_EQ(detail["again"], "again one");
  EXPECT_EQ(detail["probes"], json::parse(R"([["exit","1","2"]])"));
  EXPECT_EQ(detail["faults"], json::parse(R"([[0,"update","http.cut",true,2,[]]])"));
  EXPECT_EQ(detail["attempts"][0]["events"],
            json::parse(R"([[1235,"update","request",3,"key","v"]])"));
}

TEST_F(HtmlReportTest, ARunThatWasInterruptedSaysSo) {
  header_.interrupted = true;
  EXPECT_EQ(index_of(page_of({}))["header"]["interrupted"], true);
}

TEST_F(HtmlReportTest, ASkippedCaseHasAReasonAndNoDetails) {
  auto one = finished(judge::Kind::skipped);
  one.verdict.reason = "why";
  const std::string page = page_of({one});
  EXPECT_EQ(index_of(page)["cases"], json::parse(R"([[0,0,[["skipped",0]]]])"));
  EXPECT_EQ(page.find("block-0"), page.npos);
}

TEST_F(HtmlReportTest, HostileTextNeverEndsTheDataAndInvalidBytesAreReplaced) {
  const std::string hostile =
      "</script><script>alert(1)</script><!-- \xff\xfe \xe2\x80\xa8 {{script}}";
  scenario_.title = {hostile, hostile};
  client_.title = hostile;
  auto one = finished(judge::Kind::wrong_error);
  one.verdict.reason = hostile;
  one.verdict.expected = {{hostile, hostile}};
  one.observation.attempts[0].err = hostile;
  one.observation.attempts[0].events = {event(hostile, hostile)};
  const std::string page = page_of({one});

  EXPECT_EQ(count(page, "<script"), count(page_of({finished(judge::Kind::pass)}), "<script"));
  EXPECT_EQ(page.find("alert(1)</script>"), page.npos);
  EXPECT_TRUE(is_utf8(page));
  const std::string replaced =
      "</script><script>alert(1)</script><!-- \xef\xbf\xbd\xef\xbf\xbd \xe2\x80\xa8 {{script}}";
  EXPECT_EQ(index_of(page)["scenarios"][0]["title"][0], replaced);
  EXPECT_EQ(block_of(page, 0)[0]["attempts"][0]["err"], replaced);
  EXPECT_EQ(block_of(page, 0)[0]["attempts"][0]["events"][0][2], replaced);
}

TEST_F(HtmlReportTest, EventsOverTheBoundLeaveAGapButTheFaultStays) {
  auto one = finished(judge::Kind::pass);
  auto& events = one.observation.attempts[0].events;
  events.assign(10, event("request"));
  events[5] = event("fault");
  HtmlBounds bounds;
  bounds.events = 4;
  const json shown = block_of(page_of({one}, bounds), 0)[0]["attempts"][0]["events"];
  ASSERT_EQ(shown.size(), 7u);
  EXPECT_EQ(shown[2], 3);
  EXPECT_EQ(shown[3][2], "fault");
  EXPECT_EQ(shown[4], 2);
}

TEST_F(HtmlReportTest, EventsThatTheJournalDroppedAreAGapInFront) {
  auto one = finished(judge::Kind::pass);
  auto& events = one.observation.attempts[0].events;
  events.insert(events.begin(), event("gap"));
  events[0].service = "journal";
  events[0].fields = {{"events", "7"}, {"first", "1"}, {"last", "7"}};
  const json shown = block_of(page_of({one}), 0)[0]["attempts"][0]["events"];
  ASSERT_EQ(shown.size(), 2u);
  EXPECT_EQ(shown[0], 7);
}

TEST_F(HtmlReportTest, OutputOverTheBoundKeepsItsBeginningAndItsEndAndCutsNoCharacter) {
  auto one = finished(judge::Kind::pass);
  one.observation.attempts[0].out = "ab\xc3\xa4" + std::string(100, 'x') + "\xc3\xa4yz";
  HtmlBounds bounds;
  bounds.output = 6;
  const json out = block_of(page_of({one}, bounds), 0)[0]["attempts"][0]["out"];
  EXPECT_EQ(out, json({"ab", 104, "yz"}));
}

TEST_F(HtmlReportTest, FurtherAttemptsAndFieldsAreCounted) {
  auto one = finished(judge::Kind::pass);
  one.observation.attempts.resize(5);
  one.observation.attempts[0].events[0].fields.assign(20, {"k", "v"});
  HtmlBounds bounds;
  bounds.attempts = 2;
  bounds.fields = 1;
  const json detail = block_of(page_of({one}, bounds), 0)[0];
  EXPECT_EQ(detail["attempts"].size(), 2u);
  EXPECT_EQ(detail["attempts_left_out"], 3);
  EXPECT_EQ(detail["attempts"][0]["events"][0],
            json::parse(R"([1235,"update","request",3,"k","v","…","19"])"));
}

TEST_F(HtmlReportTest, ARepeatedCaseKeepsTheFirstRoundOfEachVerdictAndCountsAll) {
  std::vector<run::Finished> all;
  for (unsigned round = 1; round <= 1000; ++round)
    all.push_back(finished(round % 100 == 7 ? judge::Kind::timeout : judge::Kind::pass, round));
  const std::string page = page_of(all);
  const json one = index_of(page)["cases"][0];
  EXPECT_EQ(one[2], json::parse(R"([["timeout",0,0,0,7],["pass",0,0,1,1]])"))
      << "the failure comes first";
  EXPECT_EQ(one[3], json::parse(R"([["pass",990],["timeout",10]])"));
  EXPECT_EQ(block_of(page, 0).size(), 2u);
}

TEST_F(HtmlReportTest, ManyDetailsComeInSeveralBlocks) {
  std::vector<scenario::Scenario> scenarios(30, scenario_);
  std::vector<run::Finished> all;
  for (std::size_t n = 0; n < scenarios.size(); ++n) {
    scenarios[n].id = "s" + std::to_string(100 + n);
    all.push_back(finished(judge::Kind::pass));
    all.back().a_case.scenario = &scenarios[n];
    all.back().observation.attempts[0].err =
        std::string(16 * 1024, static_cast<char>('a' + n % 26));
  }
  const std::string page = page_of(all);
  const json last = index_of(page)["cases"][29][2][0];
  EXPECT_EQ(last[2], 1);
  EXPECT_EQ(block_of(page, 1)[last[3].get<std::size_t>()]["again"], "again s129");
}

}  // namespace
}  // namespace tetra::report
