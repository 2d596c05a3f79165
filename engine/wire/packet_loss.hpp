#pragma once
#include <cstdint>
#include <optional>

#include "engine/wire/task.hpp"

namespace tetra::wire {

/// Which segments of a peer's never arrive. Both may be given; either suffices.
struct PacketLoss {
  std::optional<std::uint32_t> longer_than;  ///< bytes of a segment with its TCP header: a path
                                             ///< with a smaller MTU and no word of it
  unsigned percent = 0;  ///< of all segments with more than 60 bytes, by the kernel's own dice: TCP
                         ///< sends those again
};

/// The kernel drops such segments of every connection that the listener makes from now on
/// (socket(7), SO_ATTACH_FILTER). A filter set after accept would come too late for the peer's
/// first bytes.
error_code lose_packets(int listening_fd, const PacketLoss& loss);
/// Later connections lose nothing any more.
void lose_no_packets(int listening_fd);

/// How many segments the kernel has dropped for this socket (sock_diag(7), SK_MEMINFO_DROPS).
std::uint32_t packets_lost(int connected_fd);

}  // namespace tetra::wire
