#include "engine/journal/subscription.hpp"

#include <algorithm>

#include "engine/journal/fields.hpp"
#include "engine/journal/kinds/lab.hpp"

namespace tetra::journal {
namespace {

// Takes the moment of the event behind it; `seq` is the last that is missing, so that a reader who
// asks for what comes after it goes on there.
Event gap_between(std::uint64_t first, std::uint64_t last, const Event* behind) {
  Event gap;
  if (behind != nullptr) {
    gap.time = behind->time;
    gap.at = behind->at;
  }
  gap.seq = last;
  gap.service = "journal";
  gap.kind = &event::Gap::kind;
  event::Gap missing;
  missing.events = static_cast<std::int64_t>(last - first + 1);
  missing.first = static_cast<std::int64_t>(first);
  missing.last = static_cast<std::int64_t>(last);
  gap.fields = Fields::of(missing);
  return gap;
}

}  // namespace

// The first that can still be taken, or will be written next.
std::uint64_t Stream::first_left() const {
  const std::uint64_t end = kept_->last + 1;
  const std::uint64_t kept = end - kept_->events.size();
  const std::uint64_t bound = end > most_ ? end - most_ : 0;
  return std::max({next_, kept, bound});
}

std::uint64_t Stream::waiting() const {
  return kept_->last + 1 - std::min(kept_->last + 1, first_left());
}

std::optional<Event> Stream::take() {
  if (next_ > kept_->last) return std::nullopt;
  const std::uint64_t left = first_left();
  const std::uint64_t kept = kept_->last + 1 - kept_->events.size();
  const Event* const found =
      left > kept_->last ? nullptr : &kept_->events[static_cast<std::size_t>(left - kept)];
  if (left > next_) {
    const std::uint64_t first = std::exchange(next_, left);
    return gap_between(first, left - 1, found);
  }
  ++next_;
  return *found;
}

}  // namespace tetra::journal
