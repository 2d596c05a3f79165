#pragma once
#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "engine/journal/event.hpp"

namespace tetra::journal {

/// All events of one world in the order in which they happened. Single-threaded, like the world.
class Journal {
 public:
  using Watcher = std::function<void(const Event&)>;

  /// Keeps the newest `most` events, of at most `most_bytes` together; counts are kept of all.
  explicit Journal(std::size_t most = 100'000, std::size_t most_bytes = std::size_t{64} << 20)
      : most_(most), most_bytes_(most_bytes) {}

  /// Time zero for `Event::at`. Called by the world when it is ready.
  void start() { zero_ = std::chrono::steady_clock::now(); }
  void write(std::string_view service, std::string_view kind, std::uint64_t connection,
             std::vector<Field> fields = {});

  const std::deque<Event>& events() const { return events_; }
  /// How many events of that kind the service has written, dropped ones included.
  std::uint64_t count(std::string_view service, std::string_view kind) const;
  /// How many events fell out of the bound.
  std::uint64_t dropped() const { return dropped_; }
  /// Called with every event from now on, in the writer's stack: must not write events itself. One
  /// watcher at a time.
  void watch(Watcher watcher) { watcher_ = std::move(watcher); }

 private:
  std::size_t most_;
  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::chrono::steady_clock::time_point zero_ = std::chrono::steady_clock::now();
  std::deque<Event> events_;
  std::map<std::string, std::map<std::string, std::uint64_t, std::less<>>, std::less<>> counts_;
  std::uint64_t dropped_ = 0;
  Watcher watcher_;
};

/// One line of JSON, without the newline:
/// `{"at_ms":1.25,"service":"dns","event":"query","connection":0,…}`.
std::string to_json(const Event& event);

}  // namespace tetra::journal
