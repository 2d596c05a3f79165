#include "proxy-sim/authority.hpp"

#include <gtest/gtest.h>

namespace tetra::proxy {
namespace {

std::optional<Authority> read(std::string host, std::string port,
                              std::optional<std::uint16_t> default_port = {}) {
  http::Request request;
  request.host = std::move(host);
  request.port = std::move(port);
  return authority_of(request, default_port);
}

TEST(Authority, ReadsHostAndPort) {
  const auto authority = read("tetra-defs.amp.cisco.com", "443");
  ASSERT_TRUE(authority);
  EXPECT_EQ(authority->host, "tetra-defs.amp.cisco.com");
  EXPECT_EQ(authority->port, 443);
  EXPECT_EQ(authority->text, "tetra-defs.amp.cisco.com:443");
}

TEST(Authority, TakesTheBracketsOffAnAddress) {
  const auto authority = read("[2001:db8::1]", "443");
  ASSERT_TRUE(authority);
  EXPECT_EQ(authority->host, "2001:db8::1");
  EXPECT_EQ(authority->text, "[2001:db8::1]:443");
}

TEST(Authority, WantsThePortOfAConnect) {
  EXPECT_FALSE(read("host", ""));
  EXPECT_EQ(read("host", "", 80)->port, 80);
}

TEST(Authority, RefusesWhatIsNoHostOrPort) {
  for (const char* host : {"", "[]", "user@host", "ho st", "host\n", "::1", "a/b", "h\xc3\xb6st"})
    EXPECT_FALSE(read(host, "443")) << host;
  for (const char* port : {"0", "65536", "-1", "+1", "0x50", "80a", " 80", "99999999999999999999"})
    EXPECT_FALSE(read("host", port)) << port;
  EXPECT_FALSE(read(std::string(254, 'a'), "443"));
}

}  // namespace
}  // namespace tetra::proxy
