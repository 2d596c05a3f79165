#include "engine/wire/shape.hpp"

#include <algorithm>

#include "engine/wire/details.hpp"
#include "engine/wire/gate.hpp"
#include "engine/wire/spawn.hpp"

namespace tetra::wire {
namespace {

using namespace std::chrono_literals;

class Shaped final : public Connection {
 public:
  Shaped(ConnectionPtr inner, Shape shape)
      : inner_(std::move(inner)),
        shape_(std::move(shape)),
        down_(shape_.down, std::nullopt,
              [this](std::optional<Duration> length) { return wait(length); }) {
    for (const Delivery::Pause& pause : shape_.up.pauses) holds_.push_back(&pause);
    std::ranges::stable_sort(holds_, {}, [](const Delivery::Pause* one) { return one->at.bytes; });
  }

  Task<IoResult> read_some(asio::mutable_buffer into) override {
    if (ended_) co_return IoResult{asio::error::connection_reset, 0};
    reading_ = true;
    IoResult got = co_await inner_->read_some(clear_way(into));
    reading_ = false;
    if (got.ec) co_return got;
    read_ += got.bytes;
    answer_waits_ = true;
    const bool on = co_await obey_up();
    if (on) co_return got;
    co_return IoResult{asio::error::connection_reset, 0};
  }

  Task<IoResult> write(asio::const_buffer bytes) override {
    std::size_t written = 0;
    co_await answer();
    do {
      if (ended_ || finished_) co_return IoResult{asio::error::broken_pipe, written};
      const std::size_t step = co_await keep_rate(bytes.size() - written);
      const asio::const_buffer piece(static_cast<const char*>(bytes.data()) + written, step);
      const std::uint64_t before = down_.offset();
      const Gate::Passed passed = co_await down_.pass(*inner_, piece);
      written += static_cast<std::size_t>(down_.offset() - before);
      if (passed.stop) co_await stop(*passed.stop);
      if (passed.stop) co_return IoResult{asio::error::broken_pipe, written};
      if (passed.ec) co_return IoResult{passed.ec, written};
    } while (written < bytes.size());
    co_return IoResult{error_code(), written};
  }

  Task<error_code> end(Ending how) override {
    if (std::exchange(ended_, true)) co_return error_code();
    co_return co_await inner_->end(how);
  }
  Task<error_code> end_sending() override {
    if (ended_ || std::exchange(finished_, true)) co_return error_code();
    co_return co_await inner_->end_sending();
  }
  Connection& transport() override { return *this; }
  std::string local_address() const override { return inner_->local_address(); }
  std::string peer_address() const override { return inner_->peer_address(); }

 private:
  // No read goes beyond the next byte at which something is to happen.
  asio::mutable_buffer clear_way(asio::mutable_buffer into) const {
    std::uint64_t most = into.size();
    if (shape_.up.stop && shape_.up.stop->at.bytes > read_)
      most = std::min(most, shape_.up.stop->at.bytes - read_);
    if (next_hold_ < holds_.size() && holds_[next_hold_]->at.bytes > read_)
      most = std::min(most, holds_[next_hold_]->at.bytes - read_);
    return asio::mutable_buffer(into.data(), static_cast<std::size_t>(most));
  }

  // What is due at the bytes read so far; false: the connection is over.
  Task<bool> obey_up() {
    while (next_hold_ < holds_.size() && holds_[next_hold_]->at.bytes <= read_) {
      const Delivery::Pause& order = *holds_[next_hold_++];
      tell(order.acted, read_);
      const bool on = co_await wait(order.length);
      if (!on) co_return false;
    }
    if (!shape_.up.stop || read_ < shape_.up.stop->at.bytes) co_return true;
    tell(shape_.up.stop->acted, read_);
    co_await end(shape_.up.stop->how);
    co_return false;
  }

  Task<> answer() {
    if (!shape_.latency || !std::exchange(answer_waits_, false)) co_return;
    const Duration length = shape_.latency();
    if (shape_.latency_acted) shape_.latency_acted({detail::ms(length.count() / 1'000'000)});
    co_await pause(length);
  }

  // How many of the bytes may leave now; waits for that.
  Task<std::size_t> keep_rate(std::size_t left) {
    std::size_t step = left;
    for (const Shape::Metered& one : shape_.meters) step = std::min(step, one.meter->step());
    for (Shape::Metered& one : shape_.meters) {
      const Clock::duration waits = one.meter->take(step);
      if (waits <= Clock::duration::zero()) continue;
      if (one.acted) std::exchange(one.acted, nullptr)({});
      co_await pause(waits);
    }
    co_return step;
  }

  Task<> stop(Ending how) {
    if (shape_.half_close) {
      co_await end_sending();
    } else {
      co_await end(how);
    }
  }

  // Without a length until the peer is gone: seen by whoever reads at that time, or else by
  // reading.
  Task<bool> wait(std::optional<Duration> length) {
    if (length) {
      co_await pause(*length);
      co_return !ended_;
    }
    while (reading_) co_await pause(10ms);
    if (!ended_) co_await wait_until_closed(*inner_);
    co_return false;
  }

  static void tell(const Acted& acted, std::uint64_t at) {
    if (acted) acted({detail::at_byte(static_cast<std::int64_t>(at))});
  }

  ConnectionPtr inner_;
  Shape shape_;
  Gate down_;
  std::vector<const Delivery::Pause*>
      holds_;  // of the upward direction, in the order of their bytes
  std::size_t next_hold_ = 0;
  std::uint64_t read_ = 0;
  bool reading_ = false;
  bool answer_waits_ = true;  // the first bytes answer the SYN
  bool finished_ = false;     // our direction
  bool ended_ = false;
};

}  // namespace

Clock::duration Meter::take(std::size_t bytes) {
  const auto now = Clock::now();
  const auto start = std::max(due_, now);
  due_ = start + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(
                     static_cast<double>(bytes) / static_cast<double>(rate_)));
  return start - now;
}

ConnectionPtr shaped(ConnectionPtr inner, Shape shape) {
  if (shape.plain()) return inner;
  return std::make_unique<Shaped>(std::move(inner), std::move(shape));
}

}  // namespace tetra::wire
