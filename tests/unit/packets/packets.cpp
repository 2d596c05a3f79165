#include "tests/unit/packets/packets.hpp"

#include <netinet/in.h>

namespace tetra::packets {
namespace {

std::string number16(std::size_t value) {
  return {static_cast<char>(value >> 8), static_cast<char>(value & 0xff)};
}

std::string raw(const boost::asio::ip::address& address) {
  if (address.is_v4()) {
    const auto bytes = address.to_v4().to_bytes();
    return {bytes.begin(), bytes.end()};
  }
  const auto bytes = address.to_v6().to_bytes();
  return {bytes.begin(), bytes.end()};
}

std::string packet(const boost::asio::ip::address& from, const boost::asio::ip::address& to,
                   int protocol, const std::string& payload) {
  const char carried = static_cast<char>(protocol);
  if (from.is_v6())
    return std::string("\x60\0\0\0", 4) + number16(payload.size()) + carried + '\x40' + raw(from) +
           raw(to) + payload;
  return std::string("\x45\0", 2) + number16(20 + payload.size()) +
         std::string("\0\0\x40\0\x40", 5) + carried + number16(0) + raw(from) + raw(to) + payload;
}

}  // namespace

Endpoint at(const std::string& text) {
  return parse_endpoint(text).value();
}

std::string tcp(const Endpoint& from, const Endpoint& to, unsigned char flags,
                const std::string& payload) {
  const std::string head = number16(from.port) + number16(to.port) + std::string(8, '\0') + '\x50' +
                           static_cast<char>(flags) + std::string(6, '\0');
  return packet(from.address, to.address, IPPROTO_TCP, head + payload);
}

std::string udp(const Endpoint& from, const Endpoint& to, const std::string& payload) {
  return packet(from.address, to.address, IPPROTO_UDP,
                number16(from.port) + number16(to.port) + number16(8 + payload.size()) +
                    number16(0) + payload);
}

std::string unreachable(const std::string& about) {
  const auto there = flow_of(about).value();
  const bool v6 = there.source.address.is_v6();
  return packet(there.destination.address, there.source.address,
                v6 ? int{IPPROTO_ICMPV6} : int{IPPROTO_ICMP},
                (v6 ? '\x01' : '\x03') + std::string(7, '\0') + about);
}

}  // namespace tetra::packets
