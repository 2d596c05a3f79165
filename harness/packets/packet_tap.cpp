#include "harness/packets/packet_tap.hpp"

#include <linux/filter.h>
#include <linux/if_packet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <deque>
#include <optional>
#include <set>
#include <tuple>

#include "harness/cell/read_watch.hpp"
#include "harness/packets/packet_socket.hpp"
#include "harness/packets/tcp_segment.hpp"

namespace tetra::packets {
namespace {
using boost::asio::ip::tcp;

// The packet starts with its IP header (SOCK_DGRAM). Passes the first 128 bytes of a TCP segment
// that has RST, or SYN without ACK.
// clang-format off
const std::array<sock_filter, 16> syn_or_rst = {{
    BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0),                 // version
    BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xf0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x60, 5, 0),       // IPv6
    BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 9),                 // IPv4: protocol
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, IPPROTO_TCP, 0, 10),
    BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, 0),                // X = header length
    BPF_STMT(BPF_LD | BPF_B | BPF_IND, 13),                // TCP flags
    BPF_JUMP(BPF_JMP | BPF_JA, 3, 0, 0),
    BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 6),                 // IPv6: next header
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, IPPROTO_TCP, 0, 5),
    BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 53),                // TCP flags
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 0x04, 2, 0),      // RST
    BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0x12),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x02, 0, 1),       // SYN without ACK
    BPF_STMT(BPF_RET | BPF_K, 128),
    BPF_STMT(BPF_RET | BPF_K, 0),
}};
// clang-format on

// Enough for every attempt of a client under load; an older attempt's retransmission would count as
// a new one.
constexpr std::size_t remembered_attempts = 65536;
constexpr int tap_buffer = 8 << 20;

}  // namespace

struct PacketTap::State {
  using Attempt = std::tuple<tcp::endpoint, tcp::endpoint, std::uint32_t>;

  Callbacks callbacks;
  std::set<Attempt> attempts;
  std::deque<Attempt> oldest;
  std::uint64_t lost = 0;
  std::optional<cell::ReadWatch> watch;

  bool first_time(const TcpSegment& segment) {
    const Attempt attempt(segment.source, segment.destination, segment.sequence);
    if (!attempts.insert(attempt).second) return false;
    oldest.push_back(attempt);
    if (oldest.size() > remembered_attempts) {
      attempts.erase(oldest.front());
      oldest.pop_front();
    }
    return true;
  }

  void tell(const TcpSegment& segment) {
    if (segment.rst && callbacks.rst) callbacks.rst(Rst{segment.source, segment.destination});
    if (segment.rst || !segment.syn || segment.ack) return;
    const bool again = !first_time(segment);
    if (callbacks.syn)
      callbacks.syn(Syn{segment.source, segment.destination, segment.sequence, again});
  }

  bool read(int fd) {
    std::array<unsigned char, 128> packet;
    ssize_t got = 0;
    while ((got = ::recv(fd, packet.data(), packet.size(), 0)) >= 0) {
      const auto segment =
          parse_tcp_segment(std::span(packet).first(static_cast<std::size_t>(got)));
      if (segment) tell(*segment);
    }
    return true;
  }
};

Result<PacketTap> PacketTap::open(boost::asio::any_io_executor executor, Callbacks callbacks) {
  auto socket = open_packet_socket(syn_or_rst, tap_buffer);
  if (!socket) return fail(socket.error());
  auto state = std::make_unique<State>();
  state->callbacks = std::move(callbacks);
  state->watch.emplace(std::move(executor), std::move(*socket),
                       [raw = state.get()](int fd) { return raw->read(fd); });
  return PacketTap(std::move(state));
}

PacketTap::PacketTap(std::unique_ptr<State> state) : state_(std::move(state)) {}
PacketTap::PacketTap(PacketTap&&) noexcept = default;
PacketTap::~PacketTap() = default;

void PacketTap::poll() {
  state_->read(state_->watch->fd());
}

std::uint64_t PacketTap::lost() {
  tpacket_stats statistics{};
  socklen_t size = sizeof statistics;
  // Reading the counters resets them.
  if (::getsockopt(state_->watch->fd(), SOL_PACKET, PACKET_STATISTICS, &statistics, &size) == 0)
    state_->lost += statistics.tp_drops;
  return state_->lost;
}

}  // namespace tetra::packets
