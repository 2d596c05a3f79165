#include <gtest/gtest.h>

#include "harness/clients/client.hpp"

namespace tetra::clients {
namespace {

const std::map<std::string, std::string> known{
    {"url", "https://a/"}, {"empty", ""}, {"braces", "{url}"}};

TEST(Fill, ReplacesWhatItKnows) {
  EXPECT_EQ(fill("{url}", known), "https://a/");
  EXPECT_EQ(fill("<{url}|{empty}|{url}>", known), "<https://a/||https://a/>");
  EXPECT_EQ(fill("", known), "");
}

TEST(Fill, LeavesOtherBracesAlone) {
  EXPECT_EQ(fill("{unknown} {} {", known), "{unknown} {} {");
  EXPECT_EQ(fill("awk '{print $1}' }{url", known), "awk '{print $1}' }{url");
  EXPECT_EQ(fill("{{url}}", known), "{https://a/}");
  EXPECT_EQ(fill("${x:-{url}}", known), "${x:-https://a/}");
}

TEST(Fill, DoesNotFillWhatItPutIn) {
  EXPECT_EQ(fill("{braces}", known), "{url}");
}

}  // namespace
}  // namespace tetra::clients
