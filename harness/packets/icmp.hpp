#pragma once
#include <cstdint>

#include "harness/packets/packet_tap.hpp"

namespace tetra::packets {

/// Answers a SYN as a router on the way would: ICMP destination unreachable with that code (RFC
/// 792, type 3), or its like for IPv6 (RFC 4443, type 1, whose codes are others: port, prohibited,
/// or else no route). Needs CAP_NET_RAW, as the tap does. 0 or an errno.
int send_unreachable(const Syn& syn, std::uint8_t code);

}  // namespace tetra::packets
