#include <pugixml.hpp>

#include "tests/unit/report/some_results.hpp"

namespace tetra::report {
namespace {

pugi::xml_document read(const std::string& text) {
  pugi::xml_document document;
  const auto result = document.load_string(text.c_str());
  EXPECT_TRUE(result) << result.description() << "\n" << text;
  return document;
}

TEST(Junit, CountsASuiteForEachStage) {
  SomeResults some;
  some.add("a", "curl", judge::Kind::pass);
  some.add_failed("b", "curl", "x");
  some.add("c", "curl", judge::Kind::broken);
  some.add("d", "curl", judge::Kind::skipped).verdict.reason = "no curl";
  const auto document = read(to_junit(some.results));
  const auto suite = document.child("testsuites").child("testsuite");
  EXPECT_STREQ(suite.attribute("name").value(), "tetralab.download");
  EXPECT_EQ(suite.attribute("tests").as_int(), 4);
  EXPECT_EQ(suite.attribute("failures").as_int(), 1);
  EXPECT_EQ(suite.attribute("errors").as_int(), 1);
  EXPECT_EQ(suite.attribute("skipped").as_int(), 1);
  EXPECT_STREQ(suite.attribute("time").value(), "6.000");
  EXPECT_STREQ(suite.child("testcase").attribute("classname").value(), "download.a");
  EXPECT_TRUE(suite.select_node("testcase[@classname='download.d']/skipped[@message='no curl']"));
}

TEST(Junit, TellsAFailureWithTheWayBack) {
  SomeResults some;
  some.add_failed("b", "curl", "x");
  const auto document = read(to_junit(some.results));
  const std::string text = document.select_node("//failure").node().text().get();
  for (const char* part :
       {"expected 56", "actual 7", "nobody came to `update`", "`near-one`, `near-two` and 3 more",
        "again: tetralab run b --client curl"}) {
    EXPECT_NE(text.find(part), text.npos) << part << " in\n" << text;
  }
  EXPECT_TRUE(document.select_node("//property[@name='client.curl.version'][@value='7.88']"));
  EXPECT_TRUE(document.select_node("//property[@name='evidence.b.curl'][@value='synthetic']"));
  EXPECT_TRUE(document.select_node("//property[@name='seed'][@value='7']"));
}

TEST(Junit, OutputIsBoundedAndHasOnlyCharactersOfXml) {
  SomeResults some;
  judge::AttemptObservation attempt;
  attempt.out = std::string(100000, 'x') + "\nthe last line\n";
  attempt.err = hostile + std::string("\xef\xbf\xbe\0", 4);
  some.add_failed("b", "curl", hostile).observation.attempts = {attempt};
  const std::string text = to_junit(some.results);
  EXPECT_LT(text.size(), 20000U);
  EXPECT_EQ(text.find_first_of(std::string("\x1b\x01\xff\0", 4)), text.npos);
  const auto document = read(text);
  EXPECT_STREQ(document.select_node("//system-out").node().text().get(),
               "… only the end of it\nthe last line\n");
  const std::string err = document.select_node("//system-err").node().text().get();
  EXPECT_EQ(err,
            "a|b `c` <d> & \\x1b[2J \\xff\\x01 ]]> # \\ % : , \"q\" *e* _f_\nnext @g\\ufffe\\x00");
}

TEST(Junit, RoundsAreOneTestCase) {
  SomeResults some;
  some.add("a", "curl", judge::Kind::pass, 1);
  some.add_failed("a", "curl", "x", 2);
  some.add_failed("a", "curl", "y", 3);
  const auto document = read(to_junit(some.results));
  EXPECT_EQ(document.select_nodes("//testcase").size(), 1U);
  EXPECT_TRUE(document.select_node(
      "//failure[@message='its verdict changed: 2 wrong-error (exit 7), 1 pass; x']"));
  EXPECT_TRUE(document.select_node("//flakyFailure[@message='round 3: y']"));
  EXPECT_TRUE(document.select_node("//property[@name='rounds.a.curl']"));
}

}  // namespace
}  // namespace tetra::report
