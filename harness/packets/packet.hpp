#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace tetra::packets {

/// One packet as it passed an interface, from its IP header on (LINKTYPE_RAW).
struct Packet {
  std::int64_t at_ns = 0;    ///< since the Unix epoch, by the kernel's clock
  std::string bytes;         ///< what was kept of it
  std::uint32_t length = 0;  ///< on the wire; `bytes` may be shorter
  std::vector<std::string> comments;
};

}  // namespace tetra::packets
