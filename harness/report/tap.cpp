// TAP 14: a test point for each case, with what failed in a YAML block. What is written is also TAP
// 13 but for the first line; Perl's prove knows no later version, and calls a file with the line of
// version 14 broken. Strings are always quoted: prove reads only a part of YAML.
#include <fmt/format.h>

#include "engine/base/escaped.hpp"
#include "engine/base/text.hpp"
#include "harness/report/formats.hpp"
#include "harness/report/rounds.hpp"

namespace tetra::report {
namespace {

// Behind an unescaped # a directive begins.
std::string description(std::string_view text) {
  std::string out;
  for (const char c : text::escaped(text)) {
    if (c == '#' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string yaml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text::escaped(text, 400)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string map_lines(std::string_view name, const std::map<std::string, std::string>& values) {
  if (values.empty()) return {};
  std::string out = fmt::format("  {}:\n", name);
  for (const auto& [key, value] : values)
    out += fmt::format("    {}: {}\n", yaml_text(key), yaml_text(value));
  return out;
}

std::string list_lines(std::string_view name, const std::vector<std::string>& values) {
  if (values.empty()) return {};
  std::string out = fmt::format("  {}:\n", name);
  for (const std::string& value : values) out += fmt::format("    - {}\n", yaml_text(value));
  return out;
}

// Of every case that was run the time, of a failed one all that is known.
std::string block(const CaseRounds& one, const Again& again) {
  const run::Finished& finished = one.representative();
  std::string out = fmt::format("  ---\n  duration_ms: {:.3f}\n", one.duration_ms());
  if (one.outcomes.size() > 1) out += fmt::format("  rounds: {}\n", yaml_text(told(one.outcomes)));
  if (one.failed()) {
    out += fmt::format("  verdict: {}\n  message: {}\n",
                       yaml_text(judge::to_string(finished.verdict.kind)),
                       yaml_text(finished.verdict.reason));
    if (!finished.verdict.where.file.empty())
      out += fmt::format("  at:\n    file: {}\n    line: {}\n",
                         yaml_text(finished.verdict.where.file), finished.verdict.where.line);
    out += map_lines("expected", finished.verdict.expected) +
           map_lines("actual", finished.verdict.actual);
    std::vector<std::string> idle;
    for (const judge::IdleFault& fault : finished.diagnosis.idle)
      idle.push_back(fmt::format("fault {}: {}", fault.index + 1, fault.why));
    out += list_lines("idle", idle) +
           list_lines("near_misses", finished.diagnosis.near_misses.scenarios);
    out +=
        fmt::format("  client_version: {}\n  again: {}\n",
                    yaml_text(finished.a_case.client_version), yaml_text(again(finished.a_case)));
  }
  return out + "  ...\n";
}

std::string document(const Results& results, int version) {
  const auto cases = by_case(results.cases);
  std::string out = fmt::format("TAP version {}\n1..{}{}\n", version, cases.size(),
                                cases.empty() ? " # SKIP nothing was run" : "");
  std::size_t number = 0;
  for (const CaseRounds& one : cases) {
    const run::Finished& finished = one.representative();
    const bool skipped = finished.verdict.kind == judge::Kind::skipped;
    out += fmt::format("{} {} - {} {}{}\n", one.failed() ? "not ok" : "ok", ++number,
                       description(finished.a_case.scenario->id),
                       description(finished.a_case.client->name),
                       skipped ? " # SKIP " + text::escaped(finished.verdict.reason) : "");
    if (!skipped) out += block(one, results.again);
  }
  if (results.header.interrupted)
    out += "Bail out! A signal ended the run before all cases had ended.\n";
  return out;
}

}  // namespace

std::string to_tap(const Results& results) {
  return document(results, 14);
}

std::string to_tap13(const Results& results) {
  return document(results, 13);
}

}  // namespace tetra::report
