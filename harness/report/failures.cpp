#include <fmt/format.h>

#include <ostream>

#include "engine/base/text.hpp"
#include "harness/report/report.hpp"
#include "harness/report/shown.hpp"

namespace tetra::report {
namespace {

constexpr std::size_t last_events = 8;

void print_events(std::ostream& out, const judge::AttemptObservation& attempt) {
  const auto& events = attempt.events;
  const std::size_t from = events.size() > last_events ? events.size() - last_events : 0;
  for (std::size_t n = from; n < events.size(); ++n) {
    std::string fields;
    for (const auto& [key, value] : events[n].fields) fields += fmt::format(" {}={}", shown(key), text::printable(value, 60));
    out << fmt::format("    {:9.2f} ms  {:<7} {}{}\n", events[n].at_ms, events[n].service, events[n].kind, fields);
  }
}

void print_last_lines(std::ostream& out, std::string_view name, const std::string& text) {
  const auto lines = text::split(text::trim(text), '\n');
  const std::size_t from = lines.size() > 3 ? lines.size() - 3 : 0;
  for (std::size_t n = from; n < lines.size(); ++n) {
    if (!lines[n].empty()) out << fmt::format("    {}: {}\n", name, text::printable(lines[n], 160));
  }
}

void print_failure(std::ostream& out, const run::Finished& one, const Again& again) {
  const std::string& id = one.a_case.scenario->id;
  out << fmt::format("\n{} {} {}: {}\n", judge::to_string(one.verdict.kind), id, shown(one.a_case.client->name), shown(one.verdict.reason));
  for (const auto& [probe, expected] : one.verdict.expected) {
    out << fmt::format("    {:<14} expected {:<28} actual {}\n", shown(probe), text::printable(expected, 60), text::printable(one.verdict.actual.at(probe), 100));
  }
  for (const judge::FaultObservation& fault : one.observation.faults) {
    out << fmt::format("    fault {} {} of {} acted {} times{}\n", fault.index + 1, fault.id, fault.service, fault.acted, fault.required ? "" : " (not asked of this client)");
  }
  for (const auto& attempt : one.observation.attempts) {
    print_events(out, attempt);
    print_last_lines(out, "stderr", attempt.err);
    print_last_lines(out, "stdout", attempt.out);
  }
  out << fmt::format("    again: {}\n", shown(again(one.a_case)));
}

}  // namespace

void print_failures(std::ostream& out, const std::vector<run::Finished>& all, const Again& again) {
  for (const run::Finished& one : all) {
    if (failed(one)) print_failure(out, one, again);
  }
}

}  // namespace tetra::report
