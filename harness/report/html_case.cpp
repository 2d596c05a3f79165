#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"
#include "engine/journal/kinds/lab.hpp"
#include "harness/report/html_report.hpp"

namespace tetra::report {
namespace {

using json = nlohmann::ordered_json;

// At most so many bytes, no character cut in two; an ellipsis tells that it was cut.
std::string bounded(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0) == 0x80) --most;
  return text.substr(0, most) + "…";
}

// The text, or its beginning, how many bytes are left out, and its end.
json output(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  const auto inside_character = [&](std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80;
  };
  std::size_t head = most / 2;
  std::size_t tail = text.size() - most / 2;
  while (head > 0 && inside_character(head)) --head;
  while (tail < text.size() && inside_character(tail)) ++tail;
  return json::array({text.substr(0, head), tail - head, text.substr(tail)});
}

json event(const judge::SeenEvent& seen, const HtmlBounds& bounds) {
  json line = json::array({std::llround(seen.at_ms * 1000), bounded(seen.service, bounds.value),
                           bounded(seen.kind, bounds.value), seen.connection});
  for (std::size_t n = 0; n < seen.fields.size() && n < bounds.fields; ++n) {
    line.push_back(bounded(seen.fields[n].first, bounds.value));
    line.push_back(bounded(seen.fields[n].second, bounds.value));
  }
  if (seen.fields.size() > bounds.fields)
    line.insert(line.end(), {"…", std::to_string(seen.fields.size() - bounds.fields)});
  return line;
}

// Events, and between them numbers: so many are left out here.
json events(const judge::AttemptObservation& attempt, const HtmlBounds& bounds) {
  const std::size_t count = attempt.events.size();
  const std::size_t head = count <= bounds.events ? count : bounds.events / 2;
  const std::size_t tail = count <= bounds.events ? count : count - bounds.events / 2;
  json lines = json::array();
  std::size_t faults = 0;
  std::int64_t left_out = 0;
  const auto tell_gap = [&] {
    if (left_out > 0) lines.push_back(std::exchange(left_out, 0));
  };
  for (std::size_t n = 0; n < count; ++n) {
    if (attempt.events[n].is<event::Gap>()) {
      left_out += text::to_integer(attempt.events[n].text(&event::Gap::events)).value_or(0);
      continue;
    }
    const bool between = n >= head && n < tail;
    if (between && (!attempt.events[n].is<event::Fault>() || ++faults > bounds.fault_events)) {
      ++left_out;
      continue;
    }
    tell_gap();
    lines.push_back(event(attempt.events[n], bounds));
  }
  tell_gap();
  return lines;
}

json attempt_json(const judge::AttemptObservation& attempt, const HtmlBounds& bounds) {
  const auto exit = attempt.probes.find("exit");
  return {{"ended", judge::to_string(attempt.ended)},
          {"exit", exit == attempt.probes.end()
                       ? std::string()
                       : bounded(judge::to_string(exit->second), bounds.value)},
          {"ms", std::round(attempt.client_ms * 100) / 100},
          {"events", events(attempt, bounds)},
          {"out", output(attempt.out, bounds.output)},
          {"err", output(attempt.err, bounds.output)}};
}

json probes(const judge::Verdict& verdict, const HtmlBounds& bounds) {
  json all = json::array();
  for (const auto& [probe, expected] : verdict.expected) {
    const auto actual = verdict.actual.find(probe);
    all.push_back(
        {bounded(probe, bounds.value), bounded(expected, bounds.probe),
         actual == verdict.actual.end() ? std::string() : bounded(actual->second, bounds.probe)});
  }
  return all;
}

}  // namespace

std::string html_case(const run::Finished& finished, const std::string& again,
                      const HtmlBounds& bounds) {
  const judge::Observation& seen = finished.observation;
  json faults = json::array();
  for (const auto& fault : seen.faults)
    faults.push_back(
        {fault.index, fault.service, fault.id, fault.required, fault.acted, fault.idle_attempts});
  json attempts = json::array();
  for (std::size_t n = 0; n < seen.attempts.size() && n < bounds.attempts; ++n)
    attempts.push_back(attempt_json(seen.attempts[n], bounds));
  const json all{{"again", again},
                 {"ms", std::round(seen.duration_ms * 100) / 100},
                 {"broken", bounded(seen.broken, bounds.probe)},
                 {"probes", probes(finished.verdict, bounds)},
                 {"faults", faults},
                 {"attempts", attempts},
                 {"attempts_left_out", seen.attempts.size() - attempts.size()}};
  return all.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace tetra::report
