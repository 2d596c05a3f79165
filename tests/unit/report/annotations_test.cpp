#include "tests/unit/report/some_results.hpp"

namespace tetra::report {
namespace {

TEST(Annotations, NameTheLineThatDidNotHold) {
  SomeResults some;
  some.add_failed("cut", "curl", "exit: expected 56, got 7");
  EXPECT_EQ(to_annotations(some.results),
            "::error file=scenarios/x/cut.yaml,line=12,col=3,title=wrong-error%3A cut curl::exit: "
            "expected 56, got 7%0A"
            "fault 1 did not act: nobody came to `update`%0A"
            "the client reported what `near-one`, `near-two` and 3 more expect%0Aagain: tetralab "
            "run cut --client curl\n");
}

TEST(Annotations, AreNothingWhereNothingFailed) {
  SomeResults some;
  some.add("a", "curl", judge::Kind::pass);
  some.add("b", "curl", judge::Kind::skipped).verdict.reason = "no curl";
  EXPECT_EQ(to_annotations(some.results), "");
}

TEST(Annotations, EscapeWhatWouldEndAValueOrTheCommand) {
  SomeResults some;
  some.add_failed("cut", "curl", "100%\n::error::" + hostile).verdict.where = {"a,b:c%/x.yaml", 1,
                                                                               1};
  const std::string text = to_annotations(some.results);
  EXPECT_EQ(count(text, "\n"), 1U) << "one line a command";
  EXPECT_EQ(text.find('\x1b'), text.npos);
  EXPECT_TRUE(text.starts_with("::error file=a%2Cb%3Ac%25/x.yaml,line=1,")) << text;
  EXPECT_NE(text.find("::100%25\\x0a::error::a|b"), text.npos) << text;
}

}  // namespace
}  // namespace tetra::report
