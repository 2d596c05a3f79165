#pragma once
#include "engine/wire/delivery.hpp"

namespace tetra::wire {

/// Writes bytes that come piece by piece under a Delivery's orders, at exactly the byte at which
/// `deliver` would act. One gate per stretch of bytes; pieces in order; one `pass` at a time.
class Gate {
 public:
  /// Waits that long (nullopt: until the peer is gone). False: nothing more is to be written.
  using Wait = std::function<Task<bool>(std::optional<Duration>)>;

  /// What became of one piece.
  struct Passed {
    error_code ec;  ///< the peer went away, or a pause outlived it
    std::optional<Ending>
        stop;  ///< the stretch ends here; ending the connection so is the caller's part
    bool open() const { return !ec && !stop; }
  };

  /// `length` is the stretch's, if known: it places percentages and positions from the end. A
  /// position that stays unknown (and every text) is never met. Without `wait`, a pause for ever
  /// reads the peer until it closes, so nobody else may.
  explicit Gate(Delivery orders, std::optional<std::uint64_t> length = {}, Wait wait = {});
  Gate(const Gate&) = delete;  // the schedule points into the orders
  Gate& operator=(const Gate&) = delete;

  /// Writes the piece as the orders say. Orders at the byte behind it are carried out at once, not
  /// when more comes: pass nothing first for those at byte 0.
  Task<Passed> pass(Connection& peer, asio::const_buffer piece);
  /// Bytes written so far.
  std::uint64_t offset() const { return offset_; }

 private:
  struct Stop {
    std::uint64_t at;
    const Delivery::Stop* order;
  };
  struct Hold {
    std::uint64_t at;
    const Delivery::Pause* order;
  };
  Task<bool> hold(Connection& peer, const Hold& hold);
  std::size_t clear_way(std::size_t left) const;
  Task<> keep_pace();

  Delivery orders_;
  Wait wait_;
  std::optional<Stop> stop_;
  std::optional<std::uint64_t> spoil_;
  std::vector<Hold> holds_;  // in the order in which the stretch meets them
  std::size_t next_hold_ = 0;
  std::uint64_t offset_ = 0;
  Clock::time_point due_{};  // nothing more is written before
  bool paced_ = false;
};

}  // namespace tetra::wire
