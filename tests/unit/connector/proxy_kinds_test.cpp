// What the policy says about the kind of proxy.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "connector/local/policy.hpp"

namespace tetra::connector {
namespace {

Result<Policy> with_proxy(const std::string& nodes) {
  return parse_policy(fmt::format("<Object><config><agent><scansettings><tetra><updater><server>"
                                  "server.test</server></updater></tetra></scansettings></agent>"
                                  "<proxy>{}</proxy></config></Object>",
                                  nodes),
                      "policy.xml");
}

TEST(ProxyKinds, HaveLibcurlsNames) {
  for (const char* type : {"http", "socks4", "socks4a", "socks5", "socks5h"}) {
    const auto policy = with_proxy(
        fmt::format("<type>{}</type><server>proxy.test</server><port>1080</port>", type));
    ASSERT_TRUE(policy) << to_string(policy.error());
    ASSERT_TRUE(policy->proxy);
    EXPECT_EQ(to_string(policy->proxy->type), type);
    EXPECT_EQ(policy->proxy->is_socks(), std::string_view(type) != "http");
  }
  EXPECT_FALSE(with_proxy("<type>socks6</type><server>proxy.test</server>"));
}

TEST(ProxyKinds, WithoutATypeItIsHttp) {
  EXPECT_EQ(with_proxy("<server>proxy.test</server><port>1</port>")->proxy->type, ProxyType::http);
  EXPECT_FALSE(with_proxy("")->proxy);
}

TEST(ProxyKinds, APacFileCountsWhereNoProxyIsNamed) {
  const auto policy = with_proxy(
      "<pacloc>http://pac.test/proxy.pac</pacloc><username>me</username><password>secret</"
      "password>");
  ASSERT_TRUE(policy) << to_string(policy.error());
  ASSERT_TRUE(policy->pac);
  EXPECT_EQ(policy->pac->location.to_string(), "http://pac.test/proxy.pac");
  EXPECT_EQ(policy->pac->username, "me");
  EXPECT_FALSE(
      with_proxy(
          "<pacloc>http://pac.test/proxy.pac</pacloc><server>proxy.test</server><port>1</port>")
          ->pac);
  EXPECT_FALSE(with_proxy("<pacloc>https://pac.test/proxy.pac</pacloc>"));
  EXPECT_FALSE(with_proxy("<pacloc>file:///proxy.pac</pacloc>"));
}

}  // namespace
}  // namespace tetra::connector
