#pragma once
#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/journal/fields.hpp"
#include "engine/journal/subscription.hpp"

namespace tetra::journal {

/// All events of one world in the order in which they happened. Single-threaded, like the world.
class Journal {
 public:
  /// Keeps the newest `most` events, of at most `most_bytes` together; counts are kept of all.
  explicit Journal(std::size_t most = 100'000, std::size_t most_bytes = std::size_t{64} << 20)
      : most_(most), most_bytes_(most_bytes) {}
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  /// Time zero for `Event::at`. Called by the world when it is ready.
  void start() { zero_ = std::chrono::steady_clock::now(); }
  /// What the service saw or did: `journal.write("dns", 0, std::move(query))`, of a declared kind.
  template <Declared K>
  void write(std::string_view service, std::uint64_t connection, K event) {
    enter(service, K::kind, connection, Fields::of(std::move(event)));
  }
  /// With details behind the fields, for a kind that takes them.
  template <Declared K>
  requires K::takes_details void write(std::string_view service, std::uint64_t connection, K event,
                                       std::vector<Field> details) {
    std::vector<Field> fields = Fields::of(std::move(event));
    for (Field& detail : details) fields.push_back(std::move(detail));
    enter(service, K::kind, connection, std::move(fields));
  }

  /// Those that are kept.
  const std::deque<Event>& events() const { return kept_->events; }
  /// How many events of that kind the service has written, dropped ones included.
  std::uint64_t count(std::string_view service, const Kind& kind) const;
  /// The newest event's number, which is how many have been written.
  std::uint64_t last() const { return kept_->last; }
  /// How many events fell out of the bound.
  std::uint64_t dropped() const { return kept_->last - kept_->events.size(); }

  /// Called with every event from the next on, in the writer's stack: must not write events itself.
  /// It may end its own subscription or another's, and make new ones.
  Subscription subscribe(Subscriber subscriber);
  /// The events behind number `after`, to be taken when it suits the reader; `last()` is from now
  /// on. More than `most` do not wait for it. `wake` is called like a subscriber, whenever there
  /// is something to take.
  Stream follow(std::uint64_t after, std::size_t most = SIZE_MAX, std::function<void()> wake = {});

 private:
  void enter(std::string_view service, const Kind& kind, std::uint64_t connection,
             std::vector<Field> fields);
  void publish(const Event& event);

  std::size_t most_;
  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::chrono::steady_clock::time_point zero_ = std::chrono::steady_clock::now();
  std::shared_ptr<Kept> kept_ = std::make_shared<Kept>();
  std::map<std::string, std::map<const Kind*, std::uint64_t>, std::less<>> counts_;
  std::vector<std::weak_ptr<const Subscriber>> subscribers_;
};

}  // namespace tetra::journal
