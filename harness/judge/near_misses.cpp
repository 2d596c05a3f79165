#include <algorithm>
#include <set>
#include <tuple>

#include "engine/scenario/loader.hpp"
#include "harness/judge/diagnosis.hpp"
#include "harness/judge/matching.hpp"

namespace tetra::judge {
namespace {

using scenario::Expectation;
using scenario::Scenario;

constexpr std::size_t most_named = 5;

// An alternative that few reports meet: no range, nothing found, or a word for "anything but".
bool tells(const Node& alternative, const std::string& probe, const clients::Client& client) {
  if (alternative.quoted) return true;
  if (alternative.text == "none" || alternative.text.find("..") != std::string::npos) return false;
  const auto words = client.words.find(probe);
  if (words == client.words.end()) return true;
  const auto word = words->second.find(alternative.text);
  return word == words->second.end() || !word->second.negated;
}

std::size_t telling_probes(const Expectation& expectation, const clients::Client& client) {
  return static_cast<std::size_t>(
      std::count_if(expectation.probes.begin(), expectation.probes.end(), [&](const auto& one) {
        const auto& alternatives = one.second.alternatives();
        return std::all_of(alternatives.begin(), alternatives.end(), [&](const Node& alternative) {
          return tells(alternative, one.first, client);
        });
      }));
}

bool holds(const Expectation& expectation, const AttemptObservation& attempt,
           const clients::Client& client) {
  if (attempt.ended != Ended::exited && !expectation.probes.contains("ends")) return false;
  return std::all_of(expectation.probes.begin(), expectation.probes.end(), [&](const auto& one) {
    return matches(one.second, one.first, probe_value(attempt, one.first), client);
  });
}

class Search {
 public:
  Search(const Scenario& failed, const clients::Client& client, const std::string& version,
         const Observation& observation)
      : failed_(failed), client_(client), version_(version), observation_(observation) {
    const std::size_t count = std::min(failed.attempts.size(), observation.attempts.size());
    for (std::size_t n = 0; n < count; ++n) {
      const Expectation* expectation = expectation_for(failed, n, client.name, version);
      if (expectation != nullptr && !holds(*expectation, observation.attempts[n], client))
        compared_.push_back(n);
    }
    for (std::size_t n = 0; compared_.empty() && n < count; ++n) compared_.push_back(n);
  }

  /// How many probes of it tell something; 0 when it does not hold, or tells nothing.
  std::size_t met(const Scenario& other) const {
    if (other.attempts.size() != 1 && other.attempts.size() != failed_.attempts.size()) return 0;
    std::size_t telling = 0;
    for (const std::size_t n : compared_) {
      if (claims_success(client_, observation_.attempts[n]))
        return 0;  // which half of the catalogue expects
      const Expectation* expectation =
          expectation_for(other, other.attempts.size() == 1 ? 0 : n, client_.name, version_);
      if (expectation == nullptr || !expectation->skip.empty() ||
          !holds(*expectation, observation_.attempts[n], client_))
        return 0;
      telling += telling_probes(*expectation, client_);
    }
    return telling;
  }

 private:
  const Scenario& failed_;
  const clients::Client& client_;
  const std::string& version_;
  const Observation& observation_;
  std::vector<std::size_t> compared_;
};

// How far two stages of an update are apart.
std::size_t distance(std::optional<scenario::Stage> one, std::optional<scenario::Stage> other) {
  const auto at = [](std::optional<scenario::Stage> stage) {
    return stage ? static_cast<int>(*stage) : static_cast<int>(scenario::stages().size());
  };
  return static_cast<std::size_t>(std::abs(at(one) - at(other)));
}

// How many of the faults are the same, whatever their parameters: a scenario with none in common is
// less alike.
std::size_t in_common(const Scenario& one, const Scenario& other) {
  std::set<std::pair<std::string, std::string>> faults;
  for (const NumberedFault& fault : numbered_faults(one))
    faults.emplace(fault.use->service, fault.use->entry->info.id());
  const auto others = numbered_faults(other);
  return static_cast<std::size_t>(
      std::count_if(others.begin(), others.end(), [&](const NumberedFault& fault) {
        return faults.contains({fault.use->service, fault.use->entry->info.id()});
      }));
}

}  // namespace

NearMisses near_misses(const Scenario& failed, const clients::Client& client,
                       const std::string& version, const Observation& observation,
                       const std::map<std::string, Scenario>& all) {
  if (!observation.broken.empty() || observation.attempts.empty()) return {};
  const Search search(failed, client, version, observation);
  std::vector<std::tuple<std::size_t, bool, std::size_t, std::size_t, std::string>>
      found;  // the least is the nearest
  for (const auto& [id, other] : all) {
    const std::size_t telling = id == failed.id ? 0 : search.met(other);
    if (telling > 0)
      found.emplace_back(distance(failed.stage, other.stage), other.route != failed.route,
                         SIZE_MAX - in_common(failed, other), SIZE_MAX - telling, id);
  }
  std::sort(found.begin(), found.end());
  NearMisses result;
  result.more = found.size() - std::min(found.size(), most_named);
  found.resize(found.size() - result.more);
  for (const auto& one : found) result.scenarios.push_back(std::get<std::string>(one));
  return result;
}

}  // namespace tetra::judge
