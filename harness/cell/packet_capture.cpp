#include "harness/cell/packet_capture.hpp"

#include <linux/if_packet.h>
#include <sys/socket.h>
#include <time.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>

#include "harness/cell/packet_socket.hpp"
#include "harness/cell/read_watch.hpp"
#include "harness/cell/refusal.hpp"

namespace tetra::cell {
namespace {

constexpr int receive_buffer = 64 << 20;
constexpr std::size_t most_packet = 1 << 17;  // more than `lo` carries in one piece: 64 KiB

// The kernel's time of arrival from the message's control data; 0 when it is not there.
std::int64_t arrival(msghdr& message) {
  for (cmsghdr* one = CMSG_FIRSTHDR(&message); one != nullptr; one = CMSG_NXTHDR(&message, one)) {
    if (one->cmsg_level != SOL_SOCKET || one->cmsg_type != SCM_TIMESTAMPNS) continue;
    timespec time{};
    std::memcpy(&time, CMSG_DATA(one), sizeof time);
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
  }
  return 0;
}

}  // namespace

struct PacketCapture::State {
  Wanted wanted;
  std::string buffer = std::string(most_packet, '\0');
  std::vector<capture::Packet> packets;
  std::size_t kept = 0;
  std::uint64_t dropped = 0;
  std::optional<ReadWatch> watch;

  void keep(std::int64_t at_ns, std::string_view bytes, std::size_t length) {
    if (wanted && !wanted(bytes)) return;
    if (kept + bytes.size() > most_bytes) {
      ++dropped;
      return;
    }
    kept += bytes.size();
    packets.push_back({at_ns, std::string(bytes), static_cast<std::uint32_t>(length), {}});
  }

  bool read(int fd) {
    while (true) {
      alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(timespec))> control{};
      iovec piece{buffer.data(), buffer.size()};
      msghdr message{};
      message.msg_iov = &piece;
      message.msg_iovlen = 1;
      message.msg_control = control.data();
      message.msg_controllen = control.size();
      const ssize_t got = ::recvmsg(fd, &message, MSG_TRUNC);  // the packet's length, even if it did not fit
      if (got < 0) return true;
      const auto length = static_cast<std::size_t>(got);
      keep(arrival(message), std::string_view(buffer).substr(0, length), length);
    }
  }
};

Result<PacketCapture> PacketCapture::open(boost::asio::any_io_executor executor, Wanted wanted) {
  auto socket = open_packet_socket({}, receive_buffer);
  if (!socket) return fail(socket.error());
  const int yes = 1;
  if (::setsockopt(socket->get(), SOL_SOCKET, SO_TIMESTAMPNS, &yes, sizeof yes) != 0) return refused("SO_TIMESTAMPNS");
  auto state = std::make_unique<State>();
  state->wanted = std::move(wanted);
  state->watch.emplace(std::move(executor), std::move(*socket), [raw = state.get()](int fd) { return raw->read(fd); });
  return PacketCapture(std::move(state));
}

PacketCapture::PacketCapture(std::unique_ptr<State> state) : state_(std::move(state)) {}
PacketCapture::PacketCapture(PacketCapture&&) noexcept = default;
PacketCapture::~PacketCapture() = default;

void PacketCapture::poll() { state_->read(state_->watch->fd()); }

std::vector<capture::Packet> PacketCapture::take() {
  std::ranges::stable_sort(state_->packets, {}, &capture::Packet::at_ns);
  return std::exchange(state_->packets, {});
}

std::uint64_t PacketCapture::dropped() {
  tpacket_stats statistics{};
  socklen_t size = sizeof statistics;
  // Reading the counters resets them.
  if (::getsockopt(state_->watch->fd(), SOL_PACKET, PACKET_STATISTICS, &statistics, &size) == 0) state_->dropped += statistics.tp_drops;
  return state_->dropped;
}

}  // namespace tetra::cell
