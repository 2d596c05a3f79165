#include "proxy-sim/forward.hpp"

#include <gtest/gtest.h>

namespace tetra::proxy {
namespace {

TEST(Forward, LeavesHopByHopFieldsBehind) {
  http::Fields fields{{"Host", "a"},
                      {"Connection", "close, X-Mine ,"},
                      {"X-Mine", "1"},
                      {"X-Other", "2"},
                      {"Keep-Alive", "timeout=5"},
                      {"TE", "trailers"},
                      {"Trailer", "X"},
                      {"Transfer-Encoding", "chunked"},
                      {"Upgrade", "h2c"},
                      {"Proxy-Authorization", "Basic x"},
                      {"Proxy-Authenticate", "Basic"},
                      {"proxy-connection", "keep-alive"}};
  remove_hop_by_hop(fields);
  ASSERT_EQ(fields.all().size(), 2u);
  EXPECT_EQ(fields.all()[0].name, "Host");
  EXPECT_EQ(fields.all()[1].name, "X-Other");
}

TEST(Forward, HearsEveryConnectionField) {
  http::Fields fields{{"Connection", "A"}, {"A", "1"}, {"connection", "B"}, {"B", "2"}, {"C", "3"}};
  remove_hop_by_hop(fields);
  ASSERT_EQ(fields.all().size(), 1u);
  EXPECT_EQ(fields.all()[0].name, "C");
}

}  // namespace
}  // namespace tetra::proxy
