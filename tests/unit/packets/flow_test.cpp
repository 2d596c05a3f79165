#include <gtest/gtest.h>

#include "tests/unit/packets/packets.hpp"

namespace tetra::packets {
namespace {

const Endpoint client = at("192.0.2.10:40000"), server = at("192.0.2.10:443");
const Endpoint client6 = at("[2001:db8::10]:40000"), server6 = at("2001:db8::10:443");

TEST(ParseEndpoint, ReadsWhatEventsWrite) {
  EXPECT_EQ(server6.address.to_string(), "2001:db8::10");
  EXPECT_EQ(server6.port, 443);
  for (const char* wrong :
       {"", "192.0.2.10", "192.0.2.10:", "192.0.2.10:65536", "host:443", ":443", "192.0.2.10:-1"})
    EXPECT_FALSE(parse_endpoint(wrong)) << wrong;
}

TEST(FlowOf, ReadsTcpOfBothFamilies) {
  const std::string packet = tcp(server6, client6, ack, "abc");
  const auto flow = flow_of(packet);
  ASSERT_TRUE(flow);
  EXPECT_EQ(flow->source, server6);
  EXPECT_EQ(flow->destination, client6);
  EXPECT_EQ(flow->payload, "abc");
  EXPECT_FALSE(flow->quiet);
  EXPECT_EQ(flow_of(tcp(client, server, syn))->source, client);
}

TEST(FlowOf, TellsQuietSegmentsAndEnds) {
  EXPECT_TRUE(flow_of(tcp(server, client, ack))->quiet);
  EXPECT_TRUE(flow_of(tcp(server, client, syn | ack))->quiet);
  EXPECT_FALSE(flow_of(tcp(server, client, fin | ack))->quiet);
  EXPECT_TRUE(flow_of(tcp(server, client, fin | ack))->ends);
  EXPECT_TRUE(flow_of(tcp(server, client, rst))->ends);
  EXPECT_FALSE(flow_of(tcp(server, client, ack, "x"))->ends);
}

TEST(FlowOf, GivesDatagramsTheirPayload) {
  const std::string packet = udp(client, at("192.0.2.53:53"), "query");
  EXPECT_EQ(flow_of(packet)->payload, "query");
}

TEST(FlowOf, CountsAnIcmpErrorToTheFlowThatItIsAbout) {
  for (const auto& [from, to] : {std::pair(client, server), std::pair(client6, server6)}) {
    const auto flow = flow_of(unreachable(tcp(from, to, syn)));
    ASSERT_TRUE(flow);
    EXPECT_EQ(flow->source, to);
    EXPECT_EQ(flow->destination, from);
  }
}

// Bytes of the network: no length that a packet tells is believed beyond what is there.
TEST(FlowOf, SurvivesEveryCutAndEveryByte) {
  for (const std::string& whole :
       {tcp(client, server, ack, "payload"), tcp(client6, server6, ack, "payload"),
        udp(client, server, "payload"), unreachable(tcp(client, server, syn)),
        unreachable(udp(client6, server6, "x"))}) {
    for (std::size_t length = 0; length < whole.size(); ++length) {
      const std::string cut = whole.substr(0, length);
      const auto of_cut = flow_of(cut);
      EXPECT_LE(of_cut ? of_cut->payload.size() : 0, length);
      for (const int value : {0, 0x0f, 0x7f, 0xff}) {
        std::string changed = whole;
        changed[length] = static_cast<char>(value);
        const auto of_changed = flow_of(changed);
        EXPECT_LE(of_changed ? of_changed->payload.size() : 0, changed.size());
      }
    }
  }
}

}  // namespace
}  // namespace tetra::packets
