#include "harness/packets/tcp_segment.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace tetra::packets {
namespace {

std::vector<unsigned char> v4_syn() {
  return {0x45, 0, 0,   40, 0,    0,    0,    0,    64,   6,    0,    0,    192,  0,
          2,    1, 192, 0,  2,    2,    0x9c, 0x40, 0x01, 0xbb, 0xde, 0xad, 0xbe, 0xef,
          0,    0, 0,   0,  0x50, 0x02, 0,    0,    0,    0,    0,    0};
}

TEST(TcpSegment, ReadsAnIpv4Syn) {
  const auto segment = parse_tcp_segment(v4_syn());
  ASSERT_TRUE(segment);
  EXPECT_EQ(segment->source.address().to_string(), "192.0.2.1");
  EXPECT_EQ(segment->source.port(), 40000);
  EXPECT_EQ(segment->destination.address().to_string(), "192.0.2.2");
  EXPECT_EQ(segment->destination.port(), 443);
  EXPECT_EQ(segment->sequence, 0xdeadbeef);
  EXPECT_TRUE(segment->syn);
  EXPECT_FALSE(segment->ack || segment->rst);
}

TEST(TcpSegment, FindsTheSegmentBehindIpv4Options) {
  auto packet = v4_syn();
  packet[0] = 0x46;
  packet.insert(packet.begin() + 20, {1, 1, 1, 1});
  ASSERT_TRUE(parse_tcp_segment(packet));
  EXPECT_EQ(parse_tcp_segment(packet)->destination.port(), 443);
}

TEST(TcpSegment, RefusesEveryCutAndEveryLyingHeaderLength) {
  const auto whole = v4_syn();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(parse_tcp_segment(std::span(whole).first(size))) << size;
  }
  for (unsigned first = 0; first < 256; ++first) {
    auto packet = whole;
    packet[0] = static_cast<unsigned char>(first);
    EXPECT_EQ(parse_tcp_segment(packet).has_value(), first == 0x45) << first;
  }
}

TEST(TcpSegment, LeavesOutOtherProtocolsAndLaterFragments) {
  auto udp = v4_syn();
  udp[9] = 17;
  EXPECT_FALSE(parse_tcp_segment(udp));
  auto fragment = v4_syn();
  fragment[7] = 1;
  EXPECT_FALSE(parse_tcp_segment(fragment));
}

}  // namespace
}  // namespace tetra::packets
