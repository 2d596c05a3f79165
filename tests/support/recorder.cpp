#include "tests/support/recorder.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace tetra::test {

void Recorder::attach(journal::Journal& journal) {
  subscription_ = journal.subscribe([this](const journal::Event& event) {
    const std::lock_guard lock(mutex_);
    events_.push_back(event);
    changed_.notify_all();
  });
}

std::optional<journal::Event> Recorder::find(const journal::Kind& kind,
                                             const Wanted& wanted) const {
  const auto found = std::find_if(events_.begin(), events_.end(), [&](const journal::Event& event) {
    return event.kind == &kind && (!wanted || wanted(event));
  });
  if (found == events_.end()) return std::nullopt;
  return *found;
}

std::optional<journal::Event> Recorder::wait(const journal::Kind& kind, Wanted wanted) {
  std::optional<journal::Event> found;
  {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, patience, [&] {
      found = find(kind, wanted);
      return found.has_value();
    });
  }
  if (!found) ADD_FAILURE() << "the journal never said `" << kind.word << "`; it said:\n" << dump();
  return found;
}

std::vector<journal::Event> Recorder::all(const journal::Kind& kind) const {
  const std::lock_guard lock(mutex_);
  std::vector<journal::Event> found;
  std::copy_if(events_.begin(), events_.end(), std::back_inserter(found),
               [&](const journal::Event& event) { return event.kind == &kind; });
  return found;
}

std::string Recorder::dump() const {
  const std::lock_guard lock(mutex_);
  std::string lines;
  for (const journal::Event& event : events_) lines += to_json(event) + "\n";
  return lines;
}

}  // namespace tetra::test
