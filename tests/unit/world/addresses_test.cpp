#include "world/addresses.hpp"

#include <gtest/gtest.h>

#include <boost/asio/ip/network_v4.hpp>
#include <set>

namespace tetra::world {
namespace {

TEST(Addresses, AreDocumentationAddressesAndNoTwoServicesShareOne) {
  const auto all = all_documentation_addresses();
  const auto test_net = boost::asio::ip::make_network_v4("192.0.2.0/24");
  for (const std::string& text : all) {
    const auto address = boost::asio::ip::make_address(text);
    if (address.is_v6()) {
      EXPECT_TRUE(text.starts_with("2001:db8:")) << text;
    } else {
      EXPECT_NE(test_net.hosts().find(address.to_v4()), test_net.hosts().end()) << text;
    }
  }
  EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), all.size());
}

TEST(Addresses, TheUpdateServerHasSeveral) {
  EXPECT_GT(documentation_addresses("update").size(), 1U);
  for (const char* service : {"dns", "ocsp", "crl", "proxy", "socks", "pac"})
    EXPECT_EQ(documentation_addresses(service).size(), 1U) << service;
  EXPECT_TRUE(documentation_addresses("nothing").empty());
}

}  // namespace
}  // namespace tetra::world
