#include "engine/journal/journal.hpp"

#include <nlohmann/json.hpp>

namespace tetra::journal {
namespace {

// About what an event takes in memory.
std::size_t size_of(const Event& event) {
  std::size_t bytes = sizeof event + event.fields.size() * sizeof(Field);
  for (const Field& field : event.fields) {
    if (const auto* text = std::get_if<std::string>(&field.value)) bytes += text->size();
  }
  return bytes;
}

}  // namespace

std::string Event::text(std::string_view key) const {
  for (const Field& field : fields) {
    if (field.key != key) continue;
    if (const auto* number = std::get_if<std::int64_t>(&field.value))
      return std::to_string(*number);
    return std::get<std::string>(field.value);
  }
  return {};
}

std::int64_t Event::number(std::string_view key) const {
  for (const Field& field : fields) {
    if (field.key != key) continue;
    if (const auto* number = std::get_if<std::int64_t>(&field.value)) return *number;
  }
  return 0;
}

void Journal::write(std::string_view service, std::string_view kind, std::uint64_t connection,
                    std::vector<Field> fields) {
  Event event;
  event.at = std::chrono::steady_clock::now() - zero_;
  event.service = service;
  event.kind = kind;
  event.connection = connection;
  event.fields = std::move(fields);
  ++counts_[event.service][event.kind];
  bytes_ += size_of(event);
  events_.push_back(std::move(event));
  if (watcher_) watcher_(events_.back());
  while (events_.size() > most_ || (bytes_ > most_bytes_ && events_.size() > 1)) {
    bytes_ -= size_of(events_.front());
    events_.pop_front();
    ++dropped_;
  }
}

std::uint64_t Journal::count(std::string_view service, std::string_view kind) const {
  const auto of_service = counts_.find(service);
  if (of_service == counts_.end()) return 0;
  const auto of_kind = of_service->second.find(kind);
  return of_kind == of_service->second.end() ? 0 : of_kind->second;
}

std::string to_json(const Event& event) {
  nlohmann::ordered_json line;
  line["at_ms"] = static_cast<double>(event.at.count() / 1000) / 1000.0;
  line["service"] = event.service;
  line["event"] = event.kind;
  if (event.connection != 0) line["connection"] = event.connection;
  for (const Field& field : event.fields) {
    std::visit([&](const auto& value) { line[field.key] = value; }, field.value);
  }
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace tetra::journal
