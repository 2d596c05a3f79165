#pragma once
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <optional>
#include <span>

namespace tetra::packets {

/// What the tap needs of a TCP segment.
struct TcpSegment {
  boost::asio::ip::tcp::endpoint source;
  boost::asio::ip::tcp::endpoint destination;
  std::uint32_t sequence = 0;
  bool syn = false;
  bool ack = false;
  bool rst = false;
};

/// Reads an IPv4 or IPv6 packet that starts with its IP header (RFC 791, RFC 8200, RFC 9293).
/// nullopt for everything but a whole TCP header directly behind it: later fragments and IPv6
/// extension headers are left out, `lo` makes neither for a SYN.
std::optional<TcpSegment> parse_tcp_segment(std::span<const unsigned char> packet);

}  // namespace tetra::packets
