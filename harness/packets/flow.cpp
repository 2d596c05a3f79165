#include "harness/packets/flow.hpp"

#include <netinet/in.h>

#include <algorithm>

#include "engine/base/text.hpp"

namespace tetra::packets {
namespace {

namespace ip = boost::asio::ip;

constexpr std::size_t udp_head = 8, tcp_head = 20, icmp_head = 8, v4_head = 20, v6_head = 40;

unsigned byte(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}
unsigned read16(std::string_view bytes, std::size_t at) {
  return byte(bytes, at) << 8 | byte(bytes, at + 1);
}

template <class Address>
ip::address read_address(std::string_view bytes, std::size_t at) {
  typename Address::bytes_type raw;
  std::ranges::copy(bytes.substr(at, raw.size()), raw.begin());
  return Address(raw);
}

// What an IP header says: the ends without ports, and what it carries.
struct Carried {
  ip::address source, destination;
  unsigned protocol = 0;
  std::string_view payload;  // no longer than the header says
};

std::optional<Carried> open_v4(std::string_view packet) {
  if (packet.size() < v4_head) return std::nullopt;
  const std::size_t head = (byte(packet, 0) & 0x0fU) * 4;
  const bool later_fragment = (read16(packet, 6) & 0x1fffU) != 0;
  if (head < v4_head || packet.size() < head || later_fragment) return std::nullopt;
  const std::size_t total = std::max<std::size_t>(read16(packet, 2), head);
  return Carried{read_address<ip::address_v4>(packet, 12), read_address<ip::address_v4>(packet, 16),
                 byte(packet, 9), packet.substr(0, total).substr(head)};
}

std::optional<Carried> open_v6(std::string_view packet) {
  if (packet.size() < v6_head) return std::nullopt;
  const std::size_t payload = read16(packet, 4);
  return Carried{read_address<ip::address_v6>(packet, 8), read_address<ip::address_v6>(packet, 24),
                 byte(packet, 6), packet.substr(v6_head, payload)};
}

std::optional<Carried> open(std::string_view packet) {
  if (packet.empty()) return std::nullopt;
  switch (byte(packet, 0) >> 4) {
    case 4:
      return open_v4(packet);
    case 6:
      return open_v6(packet);
    default:
      return std::nullopt;
  }
}

// RFC 9293 3.1: data offset in words of four bytes; in the byte behind it the flags FIN 1, SYN 2,
// RST 4, ACK 0x10.
void read_tcp(std::string_view segment, Flow& flow) {
  const std::size_t head = (byte(segment, 12) >> 4) * std::size_t{4};
  const unsigned flags = byte(segment, 13);
  if (segment.size() > head) flow.payload = segment.substr(head);
  flow.ends = (flags & 0x05U) != 0;
  flow.quiet = !flow.ends && flow.payload.empty();
}

// The ports stand first in TCP, UDP, and in what an ICMP error quotes of either (at least eight
// bytes: RFC 792, RFC 4443 2.4).
std::optional<Flow> between_ports(const Carried& carried) {
  const bool tcp = carried.protocol == IPPROTO_TCP;
  if ((!tcp && carried.protocol != IPPROTO_UDP) || carried.payload.size() < udp_head)
    return std::nullopt;
  Flow flow;
  flow.source = {carried.source, static_cast<std::uint16_t>(read16(carried.payload, 0))};
  flow.destination = {carried.destination, static_cast<std::uint16_t>(read16(carried.payload, 2))};
  if (!tcp) flow.payload = carried.payload.substr(udp_head);
  if (tcp && carried.payload.size() >= tcp_head) read_tcp(carried.payload, flow);
  return flow;
}

bool is_icmp_error(const Carried& carried) {
  if (carried.payload.size() < icmp_head) return false;
  const unsigned type = byte(carried.payload, 0);
  if (carried.protocol == IPPROTO_ICMP)
    return type == 3 || type == 4 || type == 5 || type == 11 || type == 12;
  return carried.protocol == IPPROTO_ICMPV6 && type < 128;
}

}  // namespace

std::optional<Endpoint> parse_endpoint(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view host = text.substr(0, colon);
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']')
    host = host.substr(1, host.size() - 2);
  boost::system::error_code error;
  const ip::address address = ip::make_address(std::string(host), error);
  const auto port = text::to_integer(text.substr(colon + 1));
  if (error || !port || *port < 0 || *port > 65535) return std::nullopt;
  return Endpoint{address, static_cast<std::uint16_t>(*port)};
}

std::optional<Flow> flow_of(std::string_view packet) {
  const auto outer = open(packet);
  if (!outer) return std::nullopt;
  if (!is_icmp_error(*outer)) return between_ports(*outer);
  const auto quoted = open(outer->payload.substr(icmp_head));
  const auto there = quoted ? between_ports(*quoted) : std::nullopt;
  if (!there) return std::nullopt;
  return Flow{there->destination, there->source, {}, false, false};
}

}  // namespace tetra::packets
