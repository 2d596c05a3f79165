#pragma once
#include <memory>

#include "engine/wire/delivery.hpp"

namespace tetra::wire {

/// A rate that one connection has, or several share: says how long the next bytes have to wait.
class Meter {
 public:
  /// Bytes a second, at least 1.
  explicit Meter(std::uint64_t rate) : rate_(rate) {}
  /// Takes the next `bytes` in turn; they may leave after that long.
  Clock::duration take(std::size_t bytes);
  /// As many bytes as should be taken at once: a twentieth of a second's.
  std::size_t step() const {
    return static_cast<std::size_t>(std::max<std::uint64_t>(1, rate_ / 20));
  }

 private:
  std::uint64_t rate_;
  Clock::time_point due_{};
};

/// How the bytes of a whole connection pass, whatever protocol they belong to. The zero value
/// leaves them alone.
struct Shape {
  struct Metered {
    std::shared_ptr<Meter> meter;
    Acted acted;
  };
  Delivery down;            ///< the bytes to the peer, counted from the connection's first
  bool half_close = false;  ///< `down.stop` only ends our direction: reading goes on
  Delivery up;  ///< the bytes from the peer: `stop` (its `how` at once) and `pauses`; nothing else
  std::function<Duration()>
      latency;  ///< asked each time that the peer has spoken and is answered: how long that waits
  Acted latency_acted;
  std::vector<Metered> meters;

  bool plain() const { return down.plain() && up.plain() && !latency && meters.empty(); }
};

/// A connection with that shape around another one. What was ended by the shape answers every read
/// and write with an error.
ConnectionPtr shaped(ConnectionPtr inner, Shape shape);

}  // namespace tetra::wire
