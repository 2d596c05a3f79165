#include "proxy-sim/auth/basic.hpp"

#include <gtest/gtest.h>

#include "proxy-sim/auth/scheme.hpp"

namespace tetra::proxy::auth {
namespace {

Turn judge(const std::optional<std::string>& field, bool anybody = true) {
  static const Credentials right;
  http::Request request;
  if (field) request.fields.add("Proxy-Authorization", *field);
  return make_basic("a \"b\" \\c")->judge(Attempt{request, 1, anybody ? &right : nullptr});
}

TEST(Basic, AcceptsTheRightCredentials) {
  EXPECT_EQ(judge("Basic dGV0cmE6bGFi").outcome, Outcome::accepted);
  EXPECT_EQ(judge("bAsIc   dGV0cmE6bGFi").outcome, Outcome::accepted);
  EXPECT_TRUE(judge("Basic dGV0cmE6bGFi").challenges.empty());
}

TEST(Basic, AcceptsNobodyWhenNobodyIsRight) {
  EXPECT_EQ(judge("Basic dGV0cmE6bGFi", false).outcome, Outcome::rejected);
}

TEST(Basic, TellsAbsentRejectedAndMalformedApart) {
  EXPECT_EQ(judge(std::nullopt).outcome, Outcome::absent);
  EXPECT_EQ(judge("Negotiate YII=").outcome, Outcome::absent);
  EXPECT_EQ(judge("Basic dGV0cmE6d3Jvbmc=").outcome, Outcome::rejected);
  EXPECT_EQ(judge("Basic").outcome, Outcome::malformed);
  EXPECT_EQ(judge("Basic ").outcome, Outcome::malformed);
  EXPECT_EQ(judge("Basic dGV0cmE").outcome, Outcome::malformed);       // no padding to four
  EXPECT_EQ(judge("Basic dGV0cmFsYWI=").outcome, Outcome::malformed);  // tetralab: no colon
  EXPECT_EQ(judge("Basic dGV0cmE6bGFi dGV0").outcome, Outcome::malformed);
  EXPECT_EQ(judge("Basic ****").outcome, Outcome::malformed);
  EXPECT_EQ(judge("Basic ====").outcome, Outcome::malformed);
}

TEST(Basic, ChallengesWithAQuotedRealm) {
  const std::vector<std::string> challenges = judge(std::nullopt).challenges;
  ASSERT_EQ(challenges.size(), 1u);
  EXPECT_EQ(challenges[0], R"(Basic realm="a \"b\" \\c", charset="UTF-8")");
}

TEST(Basic, SplitsAtTheFirstColon) {
  const auto given = read_basic("dTpwOnc=");
  ASSERT_TRUE(given);
  EXPECT_EQ(given->user, "u");
  EXPECT_EQ(given->password, "p:w");
  EXPECT_EQ(read_basic("Og==")->password, "");
}

TEST(Basic, ReadsBytesThatAreNotText) {
  const auto given = read_basic("AP86/wA=");
  ASSERT_TRUE(given);
  EXPECT_EQ(given->user, std::string("\0\xff", 2));
  EXPECT_EQ(given->password, std::string("\xff\0", 2));
}

TEST(Basic, RefusesMoreThanAHeadCanHold) {
  EXPECT_FALSE(read_basic(std::string(1 << 20, 'A')));
  EXPECT_FALSE(read_basic(std::string(65536, 'A')));  // zero bytes: no colon
}

}  // namespace
}  // namespace tetra::proxy::auth
