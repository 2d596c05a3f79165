#include "mockserver/dns/zone.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "mockserver/dns/rcode.hpp"

namespace tetra::dns {
namespace {

TEST(Zone, FindsNamesWithoutCaseAndAnswersInTheCaseAsked) {
  Zone zone;
  zone.add_a("Host.Lab.", {"192.0.2.1"});
  const Found found = zone.lookup("hOST.lab.", "A");
  ASSERT_EQ(found.answer.size(), 1U);
  EXPECT_EQ(found.answer[0].owner, "hOST.lab.");
}

TEST(Zone, KeepsTheOrderOfAddresses) {
  Zone zone;
  zone.add_a("host.lab", {"192.0.2.9", "192.0.2.1", "192.0.2.5"});
  const Found found = zone.lookup("host.lab", "A");
  EXPECT_EQ(found.answer[0].data, "192.0.2.9");
  EXPECT_EQ(found.answer[2].data, "192.0.2.5");
}

TEST(Zone, KnowsTheNamesAboveAName) {
  Zone zone;
  zone.add_a("a.b.lab", {"192.0.2.1"});
  EXPECT_EQ(zone.lookup("b.lab", "A").rcode, noerror)
      << "RFC 8020: what has something below it exists";
  EXPECT_EQ(zone.lookup("c.lab", "A").rcode, nxdomain);
  EXPECT_EQ(zone.lookup("x.a.b.lab", "A").rcode, nxdomain);
}

TEST(Zone, NegativeAnswersCarryTheNearestOriginsSoa) {
  Zone zone(5, 7);
  zone.add_origin("lab");
  zone.add_origin("deep.lab");
  EXPECT_EQ(zone.lookup("x.deep.lab", "A").authority.at(0).owner, "deep.lab.");
  EXPECT_EQ(zone.lookup("x.notdeep.lab", "A").authority.at(0).owner, "lab.");
  const Record outside = zone.lookup("example.com", "A").authority.at(0);
  EXPECT_EQ(outside.owner, ".");
  EXPECT_EQ(outside.ttl, 7U);
  EXPECT_TRUE(outside.data.ends_with(" 7"));
}

TEST(Zone, FollowsAliasesButNeverForEver) {
  Zone zone;
  zone.add_cname("a.lab", "b.lab.");
  zone.add_cname("b.lab", "a.lab.");
  EXPECT_EQ(zone.lookup("a.lab", "A").answer.size(), 16U);
  EXPECT_EQ(zone.lookup("a.lab", "CNAME").answer.size(), 1U);
}

TEST(Zone, AliasOfNothingIsNxdomainWithTheAlias) {
  Zone zone;
  zone.add_cname("a.lab", "gone.lab");
  const Found found = zone.lookup("a.lab", "A");
  EXPECT_EQ(found.rcode, nxdomain);
  EXPECT_EQ(found.answer.size(), 1U);
  EXPECT_EQ(found.authority.size(), 1U);
}

TEST(Zone, AnswersReverseNamesOfBothFamilies) {
  Zone zone;
  zone.add_reverse("192.0.2.7", "host.lab");
  zone.add_reverse("2001:db8::1", "host.lab");
  EXPECT_EQ(zone.lookup("7.2.0.192.in-addr.arpa.", "PTR").answer.size(), 1U);
  EXPECT_EQ(zone.lookup("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.",
                        "PTR")
                .answer.size(),
            1U);
}

TEST(Zone, RefusesWhatIsNoRecord) {
  Zone zone;
  EXPECT_THROW(zone.add_a("host.lab", {"192.0.2.300"}), std::invalid_argument);
  EXPECT_THROW(zone.add_a(std::string(64, 'x'), {"192.0.2.1"}), std::invalid_argument);
  EXPECT_THROW(zone.add_reverse("host", "host.lab"), std::invalid_argument);
}

}  // namespace
}  // namespace tetra::dns
