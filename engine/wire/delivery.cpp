#include "engine/wire/delivery.hpp"

#include <algorithm>

#include "engine/wire/spawn.hpp"

namespace tetra::wire {
namespace {

using namespace std::chrono_literals;
constexpr std::size_t chunk_size = 16384;  // one full TLS record

// The first offset behind the text, searched over chunk borders.
std::optional<std::uint64_t> find_after(const ByteSource& source, const std::string& wanted) {
  if (wanted.empty()) return 0;
  std::string window(chunk_size + wanted.size(), '\0');
  for (std::uint64_t at = 0;; at += chunk_size) {
    const std::size_t n = source.read(at, window);
    const auto found = std::string_view(window.data(), n).find(wanted);
    if (found != std::string_view::npos) return at + found + wanted.size();
    if (n < window.size()) return std::nullopt;
  }
}

std::optional<std::uint64_t> resolve(const Position& position, const ByteSource& source) {
  if (position.kind == Position::Kind::after_text) return find_after(source, position.text);
  return position.resolve(source.size());
}

void report(const Acted& acted, std::uint64_t at) {
  if (acted) acted({{"at_byte", static_cast<std::int64_t>(at)}});
}

// The orders with their positions turned into offsets, in the order in which the stream meets them.
class Schedule {
 public:
  Schedule(const ByteSource& source, const Delivery& orders) : orders_(orders) {
    if (orders.stop) stop_at_ = resolve(orders.stop->at, source);
    for (const Delivery::Pause& pause : orders.pauses) {
      const auto at = resolve(pause.at, source);
      if (at) pauses_.emplace_back(*at, &pause);
    }
    std::stable_sort(pauses_.begin(), pauses_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  }

  /// How many bytes may be written from here without meeting an order.
  std::size_t clear_way(std::uint64_t offset) const {
    std::uint64_t n = chunk_size;
    if (stop_at_) n = std::min(n, *stop_at_ - offset);
    if (next_pause_ < pauses_.size()) n = std::min(n, pauses_[next_pause_].first - offset);
    if (orders_.slices) n = std::min<std::uint64_t>(n, orders_.slices->bytes);
    if (orders_.pace) n = std::min<std::uint64_t>(n, std::max<std::uint64_t>(1, orders_.pace->bytes_per_second / 20));
    return static_cast<std::size_t>(n);
  }
  bool stops_at(std::uint64_t offset) const { return stop_at_ && *stop_at_ == offset; }
  const Delivery::Pause* take_pause(std::uint64_t offset) {
    if (next_pause_ == pauses_.size() || pauses_[next_pause_].first != offset) return nullptr;
    return pauses_[next_pause_++].second;
  }

 private:
  const Delivery& orders_;
  std::optional<std::uint64_t> stop_at_;
  std::vector<std::pair<std::uint64_t, const Delivery::Pause*>> pauses_;
  std::size_t next_pause_ = 0;
};

// How long to wait after a write so that pace and slices hold.
Duration gap_after(const Delivery& orders, std::size_t written) {
  if (orders.pace) return Duration(static_cast<Duration::rep>(1e9 * static_cast<double>(written) / static_cast<double>(orders.pace->bytes_per_second)));
  if (orders.slices) return orders.slices->gap;
  return Duration::zero();
}

Task<> hold(Connection& peer, const Delivery::Pause& pause_order, std::uint64_t offset) {
  report(pause_order.acted, offset);
  if (pause_order.length) {
    co_await pause(*pause_order.length);
  } else {
    co_await wait_until_closed(peer);
  }
}

}  // namespace

Task<Delivered> deliver(Connection& peer, BytesPtr bytes, Delivery orders) {
  Schedule schedule(*bytes, orders);
  Delivered result;
  std::vector<char> chunk;
  bool paced = false;
  for (;;) {
    while (const Delivery::Pause* order = schedule.take_pause(result.bytes)) {
      co_await hold(peer, *order, result.bytes);
      if (!order->length) {
        result.ec = asio::error::eof;
        co_return result;
      }
    }
    if (schedule.stops_at(result.bytes)) {
      report(orders.stop->acted, result.bytes);
      result.ended = true;
      result.ec = co_await peer.end(orders.stop->how);
      co_return result;
    }
    chunk.resize(schedule.clear_way(result.bytes));
    chunk.resize(bytes->read(result.bytes, chunk));
    if (chunk.empty()) co_return result;
    const IoResult wrote = co_await peer.write(asio::buffer(chunk));
    result.bytes += wrote.bytes;
    if (wrote.ec) {
      result.ec = wrote.ec;
      co_return result;
    }
    const Duration gap = gap_after(orders, wrote.bytes);
    if (!paced && gap > Duration::zero()) {
      paced = true;
      report(orders.pace ? orders.pace->acted : orders.slices->acted, result.bytes);
    }
    if (gap > Duration::zero()) co_await pause(gap);
  }
}

}  // namespace tetra::wire
