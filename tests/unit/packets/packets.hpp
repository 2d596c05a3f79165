#pragma once
#include <cstdint>
#include <string>

#include "harness/packets/flow.hpp"

namespace tetra::packets {

inline constexpr unsigned char fin = 0x01, syn = 0x02, rst = 0x04, ack = 0x10;

/// An endpoint as text, which must be right.
Endpoint at(const std::string& text);
/// A TCP segment in an IPv4 or IPv6 packet, without checksums.
std::string tcp(const Endpoint& from, const Endpoint& to, unsigned char flags,
                const std::string& payload = {});
std::string udp(const Endpoint& from, const Endpoint& to, const std::string& payload);
/// Destination unreachable (RFC 792, RFC 4443) about that packet, from its destination back to its
/// source.
std::string unreachable(const std::string& about);

}  // namespace tetra::packets
