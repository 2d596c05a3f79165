#include "harness/cell/environment.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

namespace tetra::cell {
namespace {

TEST(Environment, LeavesOutWhatWouldChangeTheFailure) {
  for (const char* name : {"https_proxy", "NO_PROXY", "SSL_CERT_FILE", "CURL_CA_BUNDLE",
                           "RES_OPTIONS", "LD_PRELOAD_X"})
    ::setenv(name, "x", 1);
  ::setenv("LC_MESSAGES", "C", 1);
  const auto clean = clean_environment();
  for (const char* name : {"https_proxy", "NO_PROXY", "SSL_CERT_FILE", "CURL_CA_BUNDLE",
                           "RES_OPTIONS", "LD_PRELOAD_X"}) {
    EXPECT_FALSE(clean.contains(name)) << name;
    ::unsetenv(name);
  }
  EXPECT_TRUE(clean.contains("PATH"));
  EXPECT_EQ(clean.at("LC_MESSAGES"), "C");
  ::unsetenv("LC_MESSAGES");
}

TEST(Environment, TakesChangesAndDropsEmptyOnes) {
  const auto changed = with({{"A", "1"}, {"B", "2"}}, {{"A", ""}, {"C", "3"}});
  EXPECT_EQ(changed, (Environment{{"B", "2"}, {"C", "3"}}));
}

}  // namespace
}  // namespace tetra::cell
