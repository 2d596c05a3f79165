#include "harness/judge/matching.hpp"

#include <algorithm>

namespace tetra::judge {

bool matches(const scenario::Matcher& matcher, const std::string& probe,
             const scenario::Observed& observed, const clients::Client& client) {
  if (matcher.matches(probe, observed)) return true;
  const auto words = client.words.find(probe);
  if (words == client.words.end()) return false;
  for (const Node& alternative : matcher.alternatives()) {
    const auto word = words->second.find(alternative.text);
    if (word == words->second.end() || alternative.quoted) continue;
    const bool found = !std::holds_alternative<std::monostate>(observed);
    if (word->second.negated ? found && !word->second.matcher.matches(probe, observed)
                             : word->second.matcher.matches(probe, observed))
      return true;
  }
  return false;
}

scenario::Observed probe_value(const AttemptObservation& attempt, const std::string& probe) {
  if (probe == "ends") return std::string(to_string(attempt.ended));
  const auto found = attempt.probes.find(probe);
  return found == attempt.probes.end() ? scenario::Observed() : found->second;
}

bool claims_success(const clients::Client& client, const AttemptObservation& attempt) {
  if (client.success.empty() || attempt.ended != Ended::exited) return false;
  return std::all_of(client.success.begin(), client.success.end(), [&](const auto& one) {
    return matches(one.second, one.first, probe_value(attempt, one.first), client);
  });
}

}  // namespace tetra::judge
