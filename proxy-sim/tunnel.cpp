#include "proxy-sim/tunnel.hpp"

#include <algorithm>

#include "engine/wire/details.hpp"
#include "engine/wire/gate.hpp"
#include "engine/wire/spawn.hpp"

namespace tetra::proxy {
namespace {

using wire::Connection;
using wire::Ending;

constexpr std::size_t least_buffer = 4 * 1024;
constexpr std::size_t most_buffer = 64 * 1024;

bool resets(Ending how) {
  return how == Ending::reset || how == Ending::reset_after_delivery;
}

// Bytes on their way from one side to the other.
struct Lane {
  Lane(Connection& source, Connection& sink, Direction orders,
       const asio::any_io_executor& executor, wire::Gate::Wait wait)
      : from(source),
        to(sink),
        flips(std::move(orders.flips)),
        gate(std::move(orders.orders), std::nullopt, std::move(wait)),
        timer(executor) {}

  Connection& from;
  Connection& to;
  std::vector<Direction::Flip> flips;
  wire::Gate gate;
  wire::Timer timer;  // a stall's, cancelled when the tunnel is over
  bool stalled_for_ever = false;
};

class Run {
 public:
  Run(const asio::any_io_executor& executor, Connection& client, Connection& origin, Direction down,
      Direction up)
      : client_(client),
        origin_(origin),
        finished_(executor),
        down_(origin, client, std::move(down), executor,
              [this](std::optional<Duration> length) { return stall_down(length); }),
        up_(client, origin, std::move(up), executor,
            [this](std::optional<Duration> length) { return stall_up(length); }) {}

  Task<Tunnelled> both_ways(const asio::any_io_executor& executor, std::string read_ahead) {
    wire::spawn(executor, pump(up_, std::move(read_ahead)));
    co_await pump(down_, std::string());
    while (running_ > 0) {
      finished_.expires_at(wire::Clock::time_point::max());
      co_await finished_.async_wait();
    }
    co_await client_.end(Ending::clean);
    co_await origin_.end(Ending::clean);
    result_.up_bytes = up_.gate.offset();
    result_.down_bytes = down_.gate.offset();
    co_return result_;
  }

 private:
  Task<> pump(Lane& lane, std::string first) {
    std::vector<char> buffer;
    bool flowing = co_await pass(
        lane, std::span<char>());  // what is ordered at byte 0 does not wait for bytes
    if (flowing && !first.empty()) flowing = co_await pass(lane, first);
    if (flowing) buffer.resize(least_buffer);
    while (flowing && !over_) {
      const wire::IoResult got = co_await lane.from.read_some(asio::buffer(buffer));
      if (over_) break;
      if (got.ec) {
        co_await source_ended(lane, got.ec);
        break;
      }
      flowing = co_await pass(lane, std::span<char>(buffer.data(), got.bytes));
      if (got.bytes == buffer.size() && buffer.size() < most_buffer)
        buffer.resize(buffer.size() * 4);
    }
    // A side that was given a FIN may still send: read it away, or closing would turn the FIN into
    // a RST.
    if (over_) co_await wire::wait_until_closed(lane.from);
    --running_;
    finished_.cancel();
  }

  // False when nothing more is to pass.
  Task<bool> pass(Lane& lane, std::span<char> bytes) {
    const std::uint64_t start = lane.gate.offset();
    for (const Direction::Flip& flip : lane.flips) {
      if (flip.at < start || flip.at - start >= bytes.size()) continue;
      char& byte = bytes[static_cast<std::size_t>(flip.at - start)];
      byte = static_cast<char>(static_cast<unsigned char>(byte) ^ flip.mask);
    }
    const wire::Gate::Passed passed =
        co_await lane.gate.pass(lane.to, asio::buffer(bytes.data(), bytes.size()));
    for (const Direction::Flip& flip : lane.flips) {
      const bool gone = flip.at >= start && flip.at < lane.gate.offset();
      if (gone && flip.acted) flip.acted({detail::at_byte(static_cast<std::int64_t>(flip.at))});
    }
    if (passed.stop && !over_) co_await cut(lane, *passed.stop);
    if (passed.ec && !over_) co_await sink_gone(lane);
    co_return passed.open() && !over_;
  }

  void declare_over(std::string_view how) {
    over_ = true;
    result_.how = how;
    down_.timer.cancel();
    up_.timer.cancel();
  }

  Task<> cut(Lane& lane, Ending how) {
    declare_over("cut");
    if (resets(how)) {
      co_await lane.to.end(how);
      co_await lane.from.end(how);
      co_return;
    }
    if (how != Ending::silent) co_await lane.to.end_sending();
    if (how != Ending::silent && &lane.from == &client_) co_await client_.end_sending();
    if (&lane.from == &origin_) co_await origin_.end(Ending::reset);
  }

  Task<> source_ended(Lane& lane, error_code ec) {
    if (ec == asio::error::eof) {
      if (&lane.from == &client_) client_left_ = true;
      if (client_left_ && down_.stalled_for_ever) down_.timer.cancel();
      co_await lane.to.end_sending();
      co_return;
    }
    declare_over(&lane.from == &client_ ? "client-reset" : "origin-reset");
    co_await lane.to.end(Ending::reset_after_delivery);
    co_await lane.from.end(Ending::reset);
  }

  Task<> sink_gone(Lane& lane) {
    if (lane.stalled_for_ever) {
      declare_over("client-left");
      co_await origin_.end(Ending::reset);
      co_return;
    }
    declare_over(&lane.to == &client_ ? "client-reset" : "origin-reset");
    co_await lane.to.end(Ending::reset);
    co_await lane.from.end(Ending::reset_after_delivery);
  }

  Task<bool> stall(Lane& lane, std::optional<Duration> length) {
    if (over_) co_return false;
    if (length) {
      lane.timer.expires_after(*length);
    } else {
      lane.timer.expires_at(wire::Clock::time_point::max());
    }
    co_await lane.timer.async_wait();
    co_return !over_;
  }

  // The other lane reads the client, and says when it has left.
  Task<bool> stall_down(std::optional<Duration> length) {
    if (length) co_return co_await stall(down_, length);
    down_.stalled_for_ever = true;
    if (!client_left_) co_await stall(down_, length);
    co_return false;
  }

  // Nobody else reads the client: its bytes are read away, so that its end is seen.
  Task<bool> stall_up(std::optional<Duration> length) {
    if (length) co_return co_await stall(up_, length);
    up_.stalled_for_ever = true;
    co_await wire::wait_until_closed(client_);
    co_return false;
  }

  Connection& client_;
  Connection& origin_;
  wire::Timer finished_;
  Lane down_;
  Lane up_;
  Tunnelled result_;
  int running_ = 2;
  bool over_ = false;
  bool client_left_ = false;
};

}  // namespace

Task<Tunnelled> run_tunnel(Connection& client, Connection& origin, Direction down, Direction up,
                           std::string read_ahead) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  Run run(executor, client, origin, std::move(down), std::move(up));
  co_return co_await run.both_ways(executor, std::move(read_ahead));
}

}  // namespace tetra::proxy
