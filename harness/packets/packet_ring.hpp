#pragma once
#include <cstdint>
#include <functional>
#include <string_view>

#include "engine/base/result.hpp"

namespace tetra::packets {

/// The receive ring of a packet socket (packet(7), TPACKET_V3): the kernel writes packets into
/// memory of this process, so that their number is not bound to the socket's buffer, which only the
/// machine's administrator may enlarge. The socket must outlive it.
class PacketRing {
 public:
  /// `at_ns`: the kernel's time since the Unix epoch. `length`: on the wire; `packet` may be
  /// shorter.
  using Take = std::function<void(std::int64_t at_ns, std::string_view packet, std::size_t length)>;

  /// Problem `refused-<errno>` when the kernel grants no ring.
  static Result<PacketRing> open(int socket);
  PacketRing(PacketRing&& other) noexcept;
  PacketRing& operator=(PacketRing&&) = delete;
  ~PacketRing();

  /// Hands over all packets of the blocks that the kernel has finished, in their order, and gives
  /// the blocks back. A block is finished when it is full, or 50 ms after its first packet: a loop
  /// that does not read for a second and a half may lose packets, however small they are.
  void read(const Take& take);

 private:
  explicit PacketRing(void* memory) : memory_(static_cast<char*>(memory)) {}
  char* memory_;
  std::size_t next_ = 0;  // the block that is to be finished next
};

}  // namespace tetra::packets
