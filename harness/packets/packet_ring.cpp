#include "harness/packets/packet_ring.hpp"

#include <linux/if_packet.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <atomic>
#include <utility>

#include "harness/cell/refusal.hpp"

namespace tetra::packets {
namespace {

constexpr unsigned block_size = 1 << 20;  // `lo` carries up to 64 KiB in one piece
constexpr unsigned block_count = 32;
constexpr unsigned smallest_frame = 2048;
constexpr unsigned finish_after_ms = 50;
constexpr std::size_t ring_size = std::size_t{block_size} * block_count;

}  // namespace

Result<PacketRing> PacketRing::open(int socket) {
  const int version = TPACKET_V3;
  if (::setsockopt(socket, SOL_PACKET, PACKET_VERSION, &version, sizeof version) != 0)
    return cell::refused("PACKET_VERSION");
  tpacket_req3 request{};
  request.tp_block_size = block_size;
  request.tp_block_nr = block_count;
  request.tp_frame_size = smallest_frame;
  request.tp_frame_nr = block_size / smallest_frame * block_count;
  request.tp_retire_blk_tov = finish_after_ms;
  if (::setsockopt(socket, SOL_PACKET, PACKET_RX_RING, &request, sizeof request) != 0)
    return cell::refused("PACKET_RX_RING");
  void* memory = ::mmap(nullptr, ring_size, PROT_READ | PROT_WRITE, MAP_SHARED, socket, 0);
  if (memory == MAP_FAILED) return cell::refused("mmap of the packet ring");
  return PacketRing(memory);
}

PacketRing::PacketRing(PacketRing&& other) noexcept
    : memory_(std::exchange(other.memory_, nullptr)), next_(other.next_) {}

PacketRing::~PacketRing() {
  if (memory_ != nullptr) ::munmap(memory_, ring_size);
}

void PacketRing::read(const Take& take) {
  while (true) {
    char* const block = memory_ + next_ * block_size;
    auto& head = reinterpret_cast<tpacket_block_desc*>(block)->hdr.bh1;
    std::atomic_ref<__u32> status(head.block_status);
    if ((status.load(std::memory_order_acquire) & TP_STATUS_USER) == 0) return;
    const char* at = block + head.offset_to_first_pkt;
    for (__u32 n = 0; n < head.num_pkts; ++n) {
      const auto& packet = *reinterpret_cast<const tpacket3_hdr*>(at);
      take(std::int64_t{packet.tp_sec} * 1'000'000'000 + packet.tp_nsec,
           std::string_view(at + packet.tp_net, packet.tp_snaplen), packet.tp_len);
      at += packet.tp_next_offset;
    }
    status.store(TP_STATUS_KERNEL, std::memory_order_release);
    next_ = (next_ + 1) % block_count;
  }
}

}  // namespace tetra::packets
