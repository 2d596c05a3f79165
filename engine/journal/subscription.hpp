#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>

#include "engine/journal/event.hpp"

namespace tetra::journal {

using Subscriber = std::function<void(const Event&)>;

/// Ends its subscription when it goes, which may be in the middle of a call, or after the journal.
class [[nodiscard]] Subscription {
 public:
  Subscription() = default;

 private:
  friend class Journal;
  explicit Subscription(std::shared_ptr<const Subscriber> subscriber)
      : subscriber_(std::move(subscriber)) {}
  std::shared_ptr<const Subscriber> subscriber_;  // the journal's own pointer is weak
};

/// What a journal has kept: read in place by its streams.
struct Kept {
  std::deque<Event> events;
  std::uint64_t last = 0;  ///< the newest event's number; 0: none yet
};

/// A journal's events at the speed of whoever takes them: it holds its place, not a copy, so it
/// costs the writer nothing and can't grow. May outlive the journal.
class Stream {
 public:
  /// The next event, or nullopt while there is none. Where events were lost, because the journal
  /// keeps no more or because more than the stream's `most` were waiting, a `gap` stands in their
  /// place and says which.
  std::optional<Event> take();
  /// How many events have been written and not yet been taken or lost.
  std::uint64_t waiting() const;

 private:
  friend class Journal;
  Stream(std::shared_ptr<const Kept> kept, std::uint64_t after, std::size_t most,
         Subscription subscription)
      : kept_(std::move(kept)),
        next_(after + 1),
        most_(most),
        subscription_(std::move(subscription)) {}
  std::uint64_t first_left() const;

  std::shared_ptr<const Kept> kept_;
  std::uint64_t next_;
  std::size_t most_;
  Subscription subscription_;
};

}  // namespace tetra::journal
