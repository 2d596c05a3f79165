#include "harness/packets/packet_capture.hpp"

#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <optional>
#include <string>

#include "harness/cell/read_watch.hpp"
#include "harness/packets/flow.hpp"
#include "harness/packets/packet_ring.hpp"
#include "harness/packets/packet_socket.hpp"

namespace tetra::packets {
namespace {

constexpr int marker_buffer = 1 << 20;  // packets go into the ring

// A socket of our own on the loopback that sends a datagram to itself: once that is seen, so is all
// that passed before.
class Marker {
 public:
  Marker() : socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), size) != 0) return;
    if (::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) return;
    if (::sendto(socket_.get(), "", 0, 0, reinterpret_cast<sockaddr*>(&address), size) != 0) return;
    own_ = packets::Endpoint{boost::asio::ip::make_address_v4(INADDR_LOOPBACK),
                             ntohs(address.sin_port)};
  }
  bool sent() const { return own_.has_value(); }
  bool is(std::string_view packet) const {
    const auto flow = packets::flow_of(packet);
    return flow && own_ && flow->source == *own_ && flow->destination == *own_;
  }

 private:
  cell::Fd socket_;
  std::optional<packets::Endpoint> own_;
};

}  // namespace

struct PacketCapture::State {
  Wanted wanted;
  std::optional<PacketRing> ring;
  std::vector<packets::Packet> packets;
  std::size_t kept = 0;
  std::uint64_t dropped = 0;
  const Marker* marker = nullptr;
  bool marker_seen = false;
  std::optional<cell::ReadWatch> watch;

  void keep(std::int64_t at_ns, std::string_view bytes, std::size_t length) {
    if (marker != nullptr && marker->is(bytes)) {
      marker_seen = true;
      return;
    }
    if (wanted && !wanted(bytes)) return;
    if (kept + bytes.size() > most_bytes) {
      ++dropped;
      return;
    }
    kept += bytes.size();
    packets.push_back({at_ns, std::string(bytes), static_cast<std::uint32_t>(length), {}});
  }

  void wait_for(const Marker& sent, std::chrono::steady_clock::time_point until) {
    marker = &sent;
    for (read(); !marker_seen; read()) {
      const auto left =
          std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
      pollfd ready{watch->fd(), POLLIN, 0};
      if (left.count() <= 0 || ::poll(&ready, 1, static_cast<int>(left.count())) == 0) break;
    }
    marker = nullptr;
  }

  void read() {
    ring->read([this](std::int64_t at_ns, std::string_view bytes, std::size_t length) {
      keep(at_ns, bytes, length);
    });
  }
};

Result<PacketCapture> PacketCapture::open(boost::asio::any_io_executor executor, Wanted wanted) {
  auto socket = open_packet_socket({}, marker_buffer);
  if (!socket) return fail(socket.error());
  auto ring = PacketRing::open(socket->get());
  if (!ring) return fail(ring.error());
  auto state = std::make_unique<State>();
  state->wanted = std::move(wanted);
  state->ring.emplace(std::move(*ring));
  state->watch.emplace(std::move(executor), std::move(*socket), [raw = state.get()](int) {
    raw->read();
    return true;
  });
  return PacketCapture(std::move(state));
}

PacketCapture::PacketCapture(std::unique_ptr<State> state) : state_(std::move(state)) {}
PacketCapture::PacketCapture(PacketCapture&&) noexcept = default;
PacketCapture::~PacketCapture() = default;

bool PacketCapture::finish(Duration deadline) {
  const auto end = std::chrono::steady_clock::now() + deadline;
  state_->marker_seen = false;
  // A full ring drops the marker as well, so what is there is taken out before, and one that was
  // dropped is sent anew.
  while (!state_->marker_seen && std::chrono::steady_clock::now() < end) {
    state_->read();
    const Marker marker;
    if (!marker.sent()) return false;
    state_->wait_for(
        marker, std::min(end, std::chrono::steady_clock::now() + std::chrono::milliseconds(500)));
  }
  return state_->marker_seen;
}

std::vector<packets::Packet> PacketCapture::take() {
  std::ranges::stable_sort(state_->packets, {}, &packets::Packet::at_ns);
  return std::exchange(state_->packets, {});
}

std::uint64_t PacketCapture::dropped() {
  tpacket_stats_v3 statistics{};
  socklen_t size = sizeof statistics;
  // Reading the counters resets them.
  if (::getsockopt(state_->watch->fd(), SOL_PACKET, PACKET_STATISTICS, &statistics, &size) == 0)
    state_->dropped += statistics.tp_drops;
  return state_->dropped;
}

}  // namespace tetra::packets
