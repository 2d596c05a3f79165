#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "engine/base/escaped.hpp"
#include "engine/base/text.hpp"
#include "harness/report/report.hpp"

namespace tetra::report {
namespace {

constexpr std::size_t last_events = 8;

void add_events(std::string& out, const judge::AttemptObservation& attempt) {
  const auto& events = attempt.events;
  const std::size_t from = events.size() > last_events ? events.size() - last_events : 0;
  for (std::size_t n = from; n < events.size(); ++n) {
    std::string fields;
    for (const auto& [key, value] : events[n].fields)
      fields += fmt::format(" {}={}", text::escaped(key), text::printable(value, 60));
    out += fmt::format("    {:9.2f} ms  {:<7} {}{}\n", events[n].at_ms, events[n].service,
                       events[n].kind, fields);
  }
}

void add_last_lines(std::string& out, std::string_view name, const std::string& text) {
  const auto lines = text::split(text::trim(text), '\n');
  const std::size_t from = lines.size() > 3 ? lines.size() - 3 : 0;
  for (std::size_t n = from; n < lines.size(); ++n) {
    if (!lines[n].empty()) out += fmt::format("    {}: {}\n", name, text::printable(lines[n], 160));
  }
}

void add_fault(std::string& out, const judge::FaultObservation& fault,
               const judge::Diagnosis& diagnosis) {
  out +=
      fmt::format("    fault {} {} of {} acted {} times{}", fault.index + 1, fault.id,
                  fault.service, fault.acted, fault.required ? "" : " (not asked of this client)");
  const auto idle =
      std::find_if(diagnosis.idle.begin(), diagnosis.idle.end(),
                   [&](const judge::IdleFault& one) { return one.index == fault.index; });
  if (idle != diagnosis.idle.end()) out += ": " + text::escaped(idle->why);
  out += '\n';
}

}  // namespace

std::string told(const judge::NearMisses& near) {
  std::vector<std::string> names;
  for (const std::string& id : near.scenarios) names.push_back("`" + text::escaped(id) + "`");
  const std::string others = near.more == 0 ? "" : fmt::format(" and {} more", near.more);
  return fmt::format("the client reported what {}{} expect{}", text::join(names, ", "), others,
                     names.size() + near.more == 1 ? "s" : "");
}

std::string failure_text(const run::Finished& one, const Again& again) {
  std::string out = fmt::format(
      "{} {} {}: {}\n", judge::to_string(one.verdict.kind), text::escaped(one.a_case.scenario->id),
      text::escaped(one.a_case.client->name), text::escaped(one.verdict.reason));
  for (const auto& [probe, expected] : one.verdict.expected) {
    out += fmt::format("    {:<14} expected {:<28} actual {}\n", text::escaped(probe),
                       text::printable(expected, 60),
                       text::printable(one.verdict.actual.at(probe), 100));
  }
  for (const judge::FaultObservation& fault : one.observation.faults)
    add_fault(out, fault, one.diagnosis);
  if (!one.diagnosis.near_misses.scenarios.empty())
    out += fmt::format("    {}\n", told(one.diagnosis.near_misses));
  for (const auto& attempt : one.observation.attempts) {
    add_events(out, attempt);
    add_last_lines(out, "stderr", attempt.err);
    add_last_lines(out, "stdout", attempt.out);
  }
  return out + fmt::format("    again: {}\n", text::escaped(again(one.a_case)));
}

void print_failures(std::ostream& out, const std::vector<run::Finished>& all, const Again& again) {
  for (const run::Finished& one : all) {
    if (failed(one)) out << '\n' << failure_text(one, again);
  }
}

}  // namespace tetra::report
