#include "harness/packets/icmp.hpp"

#include <netinet/icmp6.h>
#include <netinet/in.h>
#include <netinet/ip_icmp.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <span>
#include <vector>

#include "harness/cell/fd.hpp"

namespace tetra::packets {
namespace {

using Bytes = std::vector<unsigned char>;

void put16(Bytes& into, unsigned value) {
  into.push_back(static_cast<unsigned char>(value >> 8 & 0xff));
  into.push_back(static_cast<unsigned char>(value & 0xff));
}

void put32(Bytes& into, std::uint32_t value) {
  put16(into, value >> 16);
  put16(into, value & 0xffff);
}

// RFC 1071.
std::uint16_t checksum(std::span<const unsigned char> bytes) {
  std::uint32_t sum = 0;
  for (std::size_t n = 0; n + 1 < bytes.size(); n += 2)
    sum += static_cast<std::uint32_t>(bytes[n] << 8 | bytes[n + 1]);
  while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

// The first 8 bytes of the SYN's TCP header: by ports and sequence number the kernel finds the
// socket that the message is for.
void put_tcp(Bytes& into, const Syn& syn) {
  put16(into, syn.source.port());
  put16(into, syn.destination.port());
  put32(into, syn.sequence);
}

Bytes message_v4(const Syn& syn, std::uint8_t code) {
  Bytes quoted = {0x45, 0, 0, 60, 0, 0, 0x40, 0, 64, IPPROTO_TCP, 0, 0};
  for (const auto& endpoint : {syn.source, syn.destination})
    put32(quoted, endpoint.address().to_v4().to_uint());
  put_tcp(quoted, syn);
  Bytes message = {ICMP_DEST_UNREACH, code, 0, 0, 0, 0, 0, 0};
  message.insert(message.end(), quoted.begin(), quoted.end());
  const std::uint16_t sum = checksum(message);
  message[2] = static_cast<unsigned char>(sum >> 8);
  message[3] = static_cast<unsigned char>(sum & 0xff);
  return message;
}

std::uint8_t code_v6(std::uint8_t code) {
  switch (code) {
    case ICMP_PORT_UNREACH:
      return ICMP6_DST_UNREACH_NOPORT;
    case ICMP_HOST_UNREACH:
      return ICMP6_DST_UNREACH_ADDR;
    case ICMP_NET_ANO:
    case ICMP_HOST_ANO:
    case ICMP_PKT_FILTERED:
      return ICMP6_DST_UNREACH_ADMIN;
    default:
      return ICMP6_DST_UNREACH_NOROUTE;
  }
}

// The kernel fills in the checksum of ICMPv6 (RFC 3542 section 3.1).
Bytes message_v6(const Syn& syn, std::uint8_t code) {
  Bytes message = {
      ICMP6_DST_UNREACH, code_v6(code), 0, 0, 0, 0, 0, 0, 0x60, 0, 0, 0, 0, 40, IPPROTO_TCP, 64};
  for (const auto& endpoint : {syn.source, syn.destination}) {
    const auto bytes = endpoint.address().to_v6().to_bytes();
    message.insert(message.end(), bytes.begin(), bytes.end());
  }
  put_tcp(message, syn);
  return message;
}

}  // namespace

int send_unreachable(const Syn& syn, std::uint8_t code) {
  const bool v4 = syn.source.address().is_v4();
  const cell::Fd socket(
      ::socket(v4 ? AF_INET : AF_INET6, SOCK_RAW | SOCK_CLOEXEC,
               v4 ? static_cast<int>(IPPROTO_ICMP) : static_cast<int>(IPPROTO_ICMPV6)));
  if (!socket) return errno;
  const Bytes message = v4 ? message_v4(syn, code) : message_v6(syn, code);
  boost::asio::ip::tcp::endpoint to(syn.source.address(), 0);
  return ::sendto(socket.get(), message.data(), message.size(), 0, to.data(),
                  static_cast<socklen_t>(to.size())) < 0
             ? errno
             : 0;
}

}  // namespace tetra::packets
