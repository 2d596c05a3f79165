#include "harness/packets/tcp_segment.hpp"

#include <netinet/in.h>

#include <algorithm>

namespace tetra::packets {
namespace ip = boost::asio::ip;
namespace {

constexpr std::size_t shortest_head = 20;

std::uint16_t read16(std::span<const unsigned char> bytes, std::size_t at) {
  return static_cast<std::uint16_t>(bytes[at] << 8 | bytes[at + 1]);
}

template <class Address>
Address read_address(std::span<const unsigned char> bytes, std::size_t at) {
  typename Address::bytes_type raw;
  std::ranges::copy(bytes.subspan(at, raw.size()), raw.begin());
  return Address(raw);
}

TcpSegment read_segment(std::span<const unsigned char> tcp, const ip::address& source,
                        const ip::address& destination) {
  TcpSegment segment;
  segment.source = {source, read16(tcp, 0)};
  segment.destination = {destination, read16(tcp, 2)};
  segment.sequence = static_cast<std::uint32_t>(read16(tcp, 4)) << 16 | read16(tcp, 6);
  const unsigned char flags = tcp[13];
  segment.syn = (flags & 0x02) != 0;
  segment.rst = (flags & 0x04) != 0;
  segment.ack = (flags & 0x10) != 0;
  return segment;
}

std::optional<TcpSegment> parse_v4(std::span<const unsigned char> packet) {
  if (packet.size() < 20) return std::nullopt;
  const std::size_t head = static_cast<std::size_t>(packet[0] & 0x0f) * 4;
  const bool later_fragment = (read16(packet, 6) & 0x1fff) != 0;
  if (packet[9] != IPPROTO_TCP || later_fragment || head < 20 ||
      packet.size() < head + shortest_head)
    return std::nullopt;
  return read_segment(packet.subspan(head), read_address<ip::address_v4>(packet, 12),
                      read_address<ip::address_v4>(packet, 16));
}

std::optional<TcpSegment> parse_v6(std::span<const unsigned char> packet) {
  constexpr std::size_t head = 40;
  if (packet.size() < head + shortest_head || packet[6] != IPPROTO_TCP) return std::nullopt;
  return read_segment(packet.subspan(head), read_address<ip::address_v6>(packet, 8),
                      read_address<ip::address_v6>(packet, 24));
}

}  // namespace

std::optional<TcpSegment> parse_tcp_segment(std::span<const unsigned char> packet) {
  if (packet.empty()) return std::nullopt;
  switch (packet[0] >> 4) {
    case 4:
      return parse_v4(packet);
    case 6:
      return parse_v6(packet);
    default:
      return std::nullopt;
  }
}

}  // namespace tetra::packets
