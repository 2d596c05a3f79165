// Which of many scenarios that show a code is most probably what somebody met.
#include "harness/explain/ranking.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "engine/base/text.hpp"

namespace tetra::explain {
namespace {

// Words that clients are expected to print, each once. Codes and words of single clients' files are
// no such text.
std::set<const scenario::Matcher*> texts_of(const scenario::Scenario& scenario) {
  std::set<const scenario::Matcher*> texts;
  const auto look = [&](const scenario::Expectations& all) {
    for (const auto& [client, expectations] : all) {
      if (!expectations.plain) continue;
      for (const auto& [probe, matcher] : expectations.plain->probes) {
        if (probe == "stdout" || probe == "stderr") texts.insert(&matcher);
      }
    }
  };
  look(scenario.expect);
  for (const auto& attempt : scenario.attempts) look(attempt.expect);
  return texts;
}

// How much there is in a scenario besides one plain failure.
std::size_t besides(const scenario::Scenario& scenario) {
  std::size_t faults = scenario.faults.size();
  for (const auto& attempt : scenario.attempts) faults += attempt.faults.size();
  const auto own = [](bool special) { return special ? std::size_t{1} : std::size_t{0}; };
  return 2 * (scenario.attempts.size() - 1) + (faults > 1 ? faults - 1 : own(faults == 0)) +
         scenario.options.size() + own(scenario.route != scenario::Route::direct) +
         own(scenario.clock != Duration::zero()) + own(scenario.installed) +
         own(scenario.locked || scenario.disk) + own(!scenario.policy.empty()) +
         own(scenario.login.kind != scenario::Login::Kind::none);
}

// Triggers make a failure that comes and goes, or that only some meet.
std::size_t narrowed(const scenario::Scenario& scenario) {
  return static_cast<std::size_t>(std::count_if(
      scenario.faults.begin(), scenario.faults.end(), [](const scenario::FaultUse& use) {
        const fault::Trigger& trigger = use.trigger;
        return trigger.times || trigger.above || trigger.after != 0 || trigger.every != 1 ||
               trigger.lasting || trigger.until || trigger.probability < 1 ||
               trigger.when.connection || trigger.when.request || trigger.when.address ||
               trigger.when.attempt;
      }));
}

std::size_t evidence_rank(const scenario::Scenario& scenario) {
  return static_cast<std::size_t>(scenario.evidence);  // the surest first
}

// Smaller is closer.
using Distance = std::array<std::size_t, 4>;

Distance distance(const scenario::Scenario& scenario, std::string_view transcript) {
  std::size_t missing = 1;  // as good as none, when none is there
  if (!transcript.empty()) {
    const scenario::Observed observed = std::string(transcript);
    const auto texts = texts_of(scenario);
    const bool any = std::any_of(texts.begin(), texts.end(), [&](const scenario::Matcher* text) {
      return text->matches("stderr", observed);
    });
    missing = any ? 0 : (texts.empty() ? 1 : 2);
  }
  return {missing, besides(scenario) + narrowed(scenario), evidence_rank(scenario),
          scenario.wire.size()};
}

}  // namespace

std::vector<Example> closest_first(std::vector<Example> all, std::string_view transcript) {
  std::vector<std::pair<Distance, Example>> ranked;
  for (Example& one : all) ranked.emplace_back(distance(*one.scenario, transcript), std::move(one));
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Example> sorted;
  for (auto& [unused, one] : ranked) sorted.push_back(std::move(one));
  return sorted;
}

}  // namespace tetra::explain
