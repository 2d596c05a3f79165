#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/journal/journal.hpp"
#include "tests/support/events.hpp"
#include "tests/support/raw_client.hpp"

namespace tetra::test {

/// A copy of a journal that the test's thread may read and wait on while the world's thread writes.
class Recorder {
 public:
  using Wanted = std::function<bool(const journal::Event&)>;

  /// Takes every event from now on. The recorder outlives the journal's writers.
  void attach(journal::Journal& journal);
  /// The first event of that kind (for which `wanted` holds, if given); nullopt, and a failed test,
  /// when `patience` ends first.
  std::optional<journal::Event> wait(const journal::Kind& kind, Wanted wanted = {});
  std::vector<journal::Event> all(const journal::Kind& kind) const;
  std::size_t count(const journal::Kind& kind) const { return all(kind).size(); }
  /// Every event as a line of JSON: for a failed test's message.
  std::string dump() const;

 private:
  std::optional<journal::Event> find(const journal::Kind& kind, const Wanted& wanted) const;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<journal::Event> events_;
  journal::Subscription subscription_;
};

}  // namespace tetra::test
