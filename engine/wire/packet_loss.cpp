#include "engine/wire/packet_loss.hpp"

#include <linux/filter.h>
#include <linux/sock_diag.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

namespace tetra::wire {

error_code lose_packets(int listening_fd, const PacketLoss& loss) {
  // A classic BPF program; 0 bytes kept is a segment dropped. It sees the segment from its TCP
  // header on, which has 60 bytes at most.
  const std::uint32_t longest = loss.longer_than.value_or(0xFFFFFFFF);
  const auto least_roll = static_cast<std::uint32_t>(0xFFFFFFFFull * loss.percent / 100);
  std::array<sock_filter, 7> program = {{
      BPF_STMT(BPF_LD | BPF_W | BPF_LEN, 0),
      BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, longest, 4, 0),
      BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, 60, 0, 2),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(SKF_AD_OFF + SKF_AD_RANDOM)),
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, least_roll, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, 0xFFFFFFFF),
      BPF_STMT(BPF_RET | BPF_K, 0),
  }};
  const sock_fprog code{static_cast<unsigned short>(program.size()), program.data()};
  if (::setsockopt(listening_fd, SOL_SOCKET, SO_ATTACH_FILTER, &code, sizeof code) == 0) return {};
  return {errno, boost::system::system_category()};
}

void lose_no_packets(int listening_fd) {
  const int unused = 0;
  ::setsockopt(listening_fd, SOL_SOCKET, SO_DETACH_FILTER, &unused, sizeof unused);
}

std::uint32_t packets_lost(int connected_fd) {
  std::array<std::uint32_t, SK_MEMINFO_VARS> memory{};
  socklen_t size = sizeof memory;
  if (::getsockopt(connected_fd, SOL_SOCKET, SO_MEMINFO, memory.data(), &size) != 0) return 0;
  return memory[SK_MEMINFO_DROPS];
}

}  // namespace tetra::wire
