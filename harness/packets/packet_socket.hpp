#pragma once
#include <linux/filter.h>

#include <span>

#include "engine/base/result.hpp"
#include "harness/cell/fd.hpp"

namespace tetra::packets {

/// A packet socket (packet(7)) that sees each packet on `lo` of this network namespace once, from
/// its IP header on, and does not block. `filter`: which of them; empty: all. `receive_buffer`:
/// bytes that wait in the kernel until they are read. Needs CAP_NET_RAW. Problem `refused-1`
/// without it.
Result<cell::Fd> open_packet_socket(std::span<const sock_filter> filter, int receive_buffer);

}  // namespace tetra::packets
