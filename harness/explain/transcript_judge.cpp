#include "harness/explain/transcript_judge.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "engine/base/text.hpp"
#include "harness/clients/brought_text.hpp"
#include "harness/explain/patterns.hpp"

namespace tetra::explain {
namespace {

judge::AttemptObservation observed(const clients::Client& client, const std::string& text,
                                   std::optional<int> exit) {
  judge::AttemptObservation seen;
  seen.ended = judge::Ended::exited;
  for (const auto& [name, probe] : client.probes)
    seen.probes[name] = clients::observe_brought(probe, exit, text);
  return seen;
}

// The scenario as that one attempt, with nothing asked of a wire that was not seen.
scenario::Scenario only(const scenario::Scenario& scenario, std::size_t attempt) {
  scenario::Scenario one = scenario;
  one.wire.clear();
  one.attempts = {scenario.attempts.at(attempt)};
  one.attempts.front().wire.clear();
  return one;
}

std::string version_in(const clients::Client& client, const std::string& text) {
  std::string version;
  if (!client.version_pattern.empty()) RE2::PartialMatch(text, client.version_pattern, &version);
  return version;
}

// The clients of which that attempt expects something, those of the whole scenario among them.
std::string others(const scenario::Scenario& scenario, std::size_t attempt) {
  std::set<std::string> names;
  for (const auto* all : {&scenario.expect, &scenario.attempts.at(attempt).expect}) {
    for (const auto& [name, unused] : *all) names.insert(name);
  }
  return names.empty() ? "it expects something of no client"
                       : "it says something of " + text::join({names.begin(), names.end()}, ", ");
}

// `ID`, or which of its attempts when there are several.
std::string told_of(const scenario::Scenario& scenario, std::size_t attempt) {
  return scenario.attempts.size() == 1 ? scenario.id
                                       : fmt::format("{}, attempt {} of {},", scenario.id,
                                                     attempt + 1, scenario.attempts.size());
}

}  // namespace

std::optional<int> exit_in(const Table& table, const std::string& client,
                           const Transcript& transcript) {
  const Answer seen = look_through(table, "", transcript);
  std::optional<int> last;
  for (const Finding& finding : seen.findings) {
    const auto& expected = finding.family->expected;
    const bool exits = std::any_of(expected.begin(), expected.end(), [&](const ProbeName& name) {
      return name.client == client && name.probe == "exit";
    });
    const auto number = text::to_integer(finding.as_written);
    if (exits && number && *number >= 0 && *number <= 255) last = static_cast<int>(*number);
  }
  if (!last && seen.success) last = 0;
  return last;
}

Result<TranscriptVerdict> judge_transcript(const Table& table, const scenario::Scenario& scenario,
                                           const clients::Client& client, const OutsideRun& run) {
  if (run.attempt >= scenario.attempts.size())
    return fail("no-attempt", {},
                fmt::format("{} has {} attempts", scenario.id, scenario.attempts.size()));
  TranscriptVerdict result;
  result.exit_was_told = run.exit.has_value();
  result.exit = run.exit ? run.exit : exit_in(table, client.name, run.transcript);
  result.version = version_in(client, run.transcript.text);
  const auto* expectation =
      judge::expectation_for(scenario, run.attempt, client.name, result.version);
  if (expectation == nullptr)
    return fail("nothing-expected", {},
                fmt::format("{} says nothing of {}", told_of(scenario, run.attempt), client.name),
                others(scenario, run.attempt));
  if (!expectation->skip.empty())
    return fail("nothing-expected", {},
                fmt::format("{} skips {}: {}", scenario.id, client.name, expectation->skip));
  if (!result.exit && expectation->probes.contains("exit")) {
    return fail("no-exit-status", {},
                "an exit status is expected, and the text has none that the lab recognises",
                "give it with --exit");
  }
  result.evidence = to_string(expectation->evidence.value_or(scenario.evidence));
  judge::Observation observation;
  observation.attempts.push_back(observed(client, run.transcript.text, result.exit));
  result.verdict = judge::judge(only(scenario, run.attempt), client, result.version, observation);
  return result;
}

}  // namespace tetra::explain
