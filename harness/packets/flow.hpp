#pragma once
#include <boost/asio/ip/address.hpp>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>

namespace tetra::packets {

/// One end of a connection or of an exchange of datagrams.
struct Endpoint {
  boost::asio::ip::address address;
  std::uint16_t port = 0;
  friend bool operator==(const Endpoint&, const Endpoint&) = default;
  friend bool operator<(const Endpoint& a, const Endpoint& b) {
    return std::tie(a.address, a.port) < std::tie(b.address, b.port);
  }
};

/// `192.0.2.10:443` or `[2001:db8::a]:443`, as events write it; nullopt for anything else.
std::optional<Endpoint> parse_endpoint(std::string_view text);

/// Who sent a packet to whom. An ICMP error counts to the flow of the packet that it quotes, in the
/// direction back to its sender.
struct Flow {
  Endpoint source, destination;
  std::string_view payload;  ///< of TCP or UDP; lies in the packet. Empty for an ICMP error
  bool quiet = false;        ///< a TCP segment that only opens (SYN) or acknowledges
  bool ends = false;         ///< a TCP segment with FIN or RST
};

/// Reads an IPv4 or IPv6 packet with TCP, UDP or an ICMP error about one of these; nullopt for all
/// else, such as later fragments.
std::optional<Flow> flow_of(std::string_view packet);

}  // namespace tetra::packets
