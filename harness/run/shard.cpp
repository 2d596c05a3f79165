#include "harness/run/shard.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace tetra::run {
namespace {

// Measured over the catalogue: a cell, a world, and a client that waits for nothing, with its
// machine busy; and one more run of it.
constexpr double one_case_ms = 600;
constexpr double one_more_attempt_ms = 200;
constexpr double killed_behind_timeout_ms = 5000;
constexpr double skipped_ms = 1;

double to_ms(Duration duration) {
  return static_cast<double>(duration.count()) / 1e6;
}

bool expects_the_end(const scenario::Expectations& all, const std::string& client) {
  const auto found = all.find(client);
  if (found == all.end() || !found->second.plain) return false;
  const auto ends = found->second.plain->probes.find("ends");
  if (ends == found->second.plain->probes.end()) return false;
  const auto& words = ends->second.alternatives();
  return std::any_of(words.begin(), words.end(),
                     [](const Node& word) { return word.text == "timeout"; });
}

bool speaks_of(const scenario::Scenario& scenario, const std::string& client) {
  const auto said = [&](const scenario::Expectations& all) {
    const auto found = all.find(client);
    return found != all.end() && (!found->second.ranged.empty() ||
                                  (found->second.plain && found->second.plain->skip.empty()));
  };
  return said(scenario.expect) ||
         std::any_of(scenario.attempts.begin(), scenario.attempts.end(),
                     [&](const auto& attempt) { return said(attempt.expect); });
}

bool can_take(const scenario::Scenario& scenario, const clients::Client& client) {
  return !client.program.empty() &&
         (scenario.route == scenario::Route::direct ||
          client.can.contains(std::string(scenario::to_string(scenario.route))));
}

}  // namespace

double expected_ms(const scenario::Scenario& scenario, const clients::Client& client) {
  if (!speaks_of(scenario, client.name) || !can_take(scenario, client)) return skipped_ms;
  double ms = one_case_ms + one_more_attempt_ms * static_cast<double>(scenario.attempts.size() - 1);
  for (const scenario::Attempt& attempt : scenario.attempts) {
    ms += to_ms(attempt.pause);
    if (expects_the_end(attempt.expect, client.name))
      ms += to_ms(scenario.timeout) + killed_behind_timeout_ms;
  }
  if (expects_the_end(scenario.expect, client.name))
    ms += to_ms(scenario.timeout) + killed_behind_timeout_ms;
  // Who writes a time limit into a scenario does so because clients wait for it there.
  if (scenario.source.find("timeout") != nullptr) ms += to_ms(scenario.timeout);
  return ms;
}

std::vector<std::size_t> split(const std::vector<Weighed>& cases, std::size_t shards) {
  std::vector<std::size_t> order(cases.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tuple(-cases[a].ms, cases[a].scenario, cases[a].client) <
           std::tuple(-cases[b].ms, cases[b].scenario, cases[b].client);
  });
  std::vector<double> load(shards, 0);
  std::vector<std::size_t> shard_of(cases.size());
  for (const std::size_t n : order) {
    const auto least = std::min_element(load.begin(), load.end());
    *least += cases[n].ms;
    shard_of[n] = static_cast<std::size_t>(least - load.begin());
  }
  return shard_of;
}

}  // namespace tetra::run
