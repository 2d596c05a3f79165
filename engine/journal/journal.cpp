#include "engine/journal/journal.hpp"

namespace tetra::journal {
namespace {

// About what an event takes in memory.
std::size_t size_of(const Event& event) {
  std::size_t bytes = sizeof event + event.fields.size() * sizeof(Field);
  for (const Field& field : event.fields) {
    if (const auto* text = std::get_if<std::string>(&field.value())) bytes += text->size();
  }
  return bytes;
}

}  // namespace

void Journal::enter(std::string_view service, const Kind& kind, std::uint64_t connection,
                    std::vector<Field> fields) {
  Event event;
  event.seq = ++kept_->last;
  event.time = std::chrono::system_clock::now();
  event.at = std::chrono::steady_clock::now() - zero_;
  event.service = service;
  event.kind = &kind;
  event.connection = connection;
  event.fields = std::move(fields);
  ++counts_[event.service][event.kind];
  bytes_ += size_of(event);
  std::deque<Event>& events = kept_->events;
  events.push_back(std::move(event));
  publish(events.back());
  while (events.size() > most_ || (bytes_ > most_bytes_ && events.size() > 1)) {
    bytes_ -= size_of(events.front());
    events.pop_front();
  }
}

void Journal::publish(const Event& event) {
  const std::size_t count = subscribers_.size();  // those made meanwhile see the next event
  for (std::size_t n = 0; n < count; ++n) {
    if (const auto subscriber = subscribers_[n].lock()) (*subscriber)(event);
  }
  std::erase_if(subscribers_, [](const auto& one) { return one.expired(); });
}

std::uint64_t Journal::count(std::string_view service, const Kind& kind) const {
  const auto of_service = counts_.find(service);
  if (of_service == counts_.end()) return 0;
  const auto of_kind = of_service->second.find(&kind);
  return of_kind == of_service->second.end() ? 0 : of_kind->second;
}

Subscription Journal::subscribe(Subscriber subscriber) {
  const auto shared = std::make_shared<const Subscriber>(std::move(subscriber));
  subscribers_.push_back(shared);
  return Subscription(shared);
}

Stream Journal::follow(std::uint64_t after, std::size_t most, std::function<void()> wake) {
  Subscription subscription;
  if (wake) subscription = subscribe([wake = std::move(wake)](const Event&) { wake(); });
  return Stream(kept_, after, most, std::move(subscription));
}

}  // namespace tetra::journal
