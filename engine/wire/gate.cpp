#include "engine/wire/gate.hpp"

#include <algorithm>

#include "engine/wire/details.hpp"
#include "engine/wire/spawn.hpp"

namespace tetra::wire {
namespace {

void report(const Acted& acted, std::uint64_t at) {
  if (acted) acted({detail::at_byte(static_cast<std::int64_t>(at))});
}

// How long to wait behind a write so that pace and slices hold.
Duration gap_after(const Delivery& orders, std::size_t written) {
  if (orders.pace) {
    const auto rate =
        static_cast<double>(std::max<std::uint64_t>(1, orders.pace->bytes_per_second));
    return Duration(static_cast<Duration::rep>(1e9 * static_cast<double>(written) / rate));
  }
  if (orders.slices) return orders.slices->gap;
  return Duration::zero();
}

}  // namespace

Gate::Gate(Delivery orders, std::optional<std::uint64_t> length, Wait wait)
    : orders_(std::move(orders)), wait_(std::move(wait)) {
  if (orders_.stop) {
    if (const auto at = orders_.stop->at.resolve(length)) stop_ = Stop{*at, &*orders_.stop};
  }
  if (orders_.spoil) spoil_ = orders_.spoil->at.resolve(length);
  for (const Delivery::Pause& pause : orders_.pauses) {
    if (const auto at = pause.at.resolve(length)) holds_.push_back(Hold{*at, &pause});
  }
  std::stable_sort(holds_.begin(), holds_.end(),
                   [](const Hold& a, const Hold& b) { return a.at < b.at; });
}

// How many of the bytes that are left may be written without meeting an order.
std::size_t Gate::clear_way(std::size_t left) const {
  std::uint64_t n = left;
  if (stop_) n = std::min(n, stop_->at - offset_);
  if (spoil_ && *spoil_ > offset_) n = std::min(n, *spoil_ - offset_);
  if (next_hold_ < holds_.size()) n = std::min(n, holds_[next_hold_].at - offset_);
  if (orders_.slices)
    n = std::min<std::uint64_t>(n, std::max<std::size_t>(1, orders_.slices->bytes));
  if (orders_.pace)
    n = std::min<std::uint64_t>(n, std::max<std::uint64_t>(1, orders_.pace->bytes_per_second / 20));
  return static_cast<std::size_t>(n);
}

Task<bool> Gate::hold(Connection& peer, const Hold& hold) {
  report(hold.order->acted, offset_);
  if (wait_) co_return co_await wait_(hold.order->length);
  if (!hold.order->length) {
    co_await wait_until_closed(peer);
    co_return false;
  }
  co_await pause(*hold.order->length);
  co_return true;
}

// The gap comes before the next bytes, not behind the last: a stretch that fits one step is not
// slowed down at all.
Task<> Gate::keep_pace() {
  if (offset_ == 0 || (!orders_.pace && !orders_.slices)) co_return;
  const Clock::duration left = due_ - Clock::now();
  if (!paced_ && (orders_.slices || left > Clock::duration::zero())) {
    report(orders_.pace ? orders_.pace->acted : orders_.slices->acted, offset_);
    paced_ = true;
  }
  if (left > Clock::duration::zero()) co_await pause(left);
}

Task<Gate::Passed> Gate::pass(Connection& peer, asio::const_buffer piece) {
  Passed passed;
  for (;;) {
    while (next_hold_ < holds_.size() && holds_[next_hold_].at == offset_) {
      const bool on = co_await hold(peer, holds_[next_hold_++]);
      if (!on) {
        passed.ec = asio::error::eof;
        co_return passed;
      }
    }
    if (stop_ && stop_->at == offset_) {
      const std::string& last = stop_->order->below_tls;
      if (!last.empty()) co_await peer.transport().write(asio::buffer(last));
      report(stop_->order->acted, offset_);
      passed.stop = stop_->order->how;
      co_return passed;
    }
    if (piece.size() == 0) co_return passed;
    co_await keep_pace();
    const asio::const_buffer now(piece.data(), clear_way(piece.size()));
    const bool spoiled = spoil_ == offset_ && peer.spoil_next_record(orders_.spoil->mask);
    const IoResult wrote = co_await peer.write(now);
    if (spoiled) report(orders_.spoil->acted, offset_);
    offset_ += wrote.bytes;
    passed.ec = wrote.ec;
    if (wrote.ec) co_return passed;
    piece += wrote.bytes;
    due_ = Clock::now() + gap_after(orders_, wrote.bytes);
  }
}

}  // namespace tetra::wire
