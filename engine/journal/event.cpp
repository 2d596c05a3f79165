#include "engine/journal/event.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace tetra::journal {

std::string Field::text() const {
  if (const auto* number = std::get_if<std::int64_t>(&value_)) return std::to_string(*number);
  return std::get<std::string>(value_);
}

const Field* Event::find(std::string_view key) const {
  for (const Field& field : fields) {
    if (field.key() == key) return &field;
  }
  return nullptr;
}

void Event::read(std::string_view key, std::optional<std::int64_t>& into) const {
  const Field* const found = find(key);
  if (found == nullptr) return;
  if (const auto* number = std::get_if<std::int64_t>(&found->value())) into = *number;
}

void Event::read(std::string_view key, std::optional<std::string>& into) const {
  const Field* const found = find(key);
  if (found == nullptr) return;
  if (const auto* text = std::get_if<std::string>(&found->value())) into = *text;
}

void Event::read(std::string_view key, std::int64_t& into) const {
  std::optional<std::int64_t> number;
  read(key, number);
  into = number.value_or(0);
}

void Event::read(std::string_view key, std::string& into) const {
  std::optional<std::string> text;
  read(key, text);
  into = std::move(text).value_or(std::string());
}

std::string to_json(const Event& event) {
  nlohmann::ordered_json line;
  line["seq"] = event.seq;
  line["time"] = rfc3339(event.time);
  line["at_ms"] = static_cast<double>(event.at.count() / 1000) / 1000.0;
  line["service"] = event.service;
  line["event"] = event.kind->word;
  if (event.connection != 0) line["connection"] = event.connection;
  for (const Field& field : event.fields) {
    std::visit([&](const auto& value) { line[field.key()] = value; }, field.value());
  }
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string rfc3339(std::chrono::system_clock::time_point time) {
  const auto moment = std::chrono::floor<std::chrono::microseconds>(time);
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(moment - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", int{date.year()},
                     unsigned{date.month()}, unsigned{date.day()}, clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

}  // namespace tetra::journal
