#include "harness/report/rounds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "engine/base/escaped.hpp"
#include "engine/base/text.hpp"

namespace tetra::report {
namespace {

constexpr std::size_t longest_value = 40;

std::map<std::string, std::string> short_values(const std::map<std::string, std::string>& actual) {
  std::map<std::string, std::string> some;
  for (const auto& [probe, value] : actual) {
    if (value.size() <= longest_value && value.find('\n') == std::string::npos) some[probe] = value;
  }
  return some;
}

std::vector<Outcome> outcomes_of(const std::vector<const run::Finished*>& rounds) {
  std::vector<Outcome> all;
  for (const run::Finished* one : rounds) {
    Outcome outcome{one->verdict.kind, short_values(one->verdict.actual), 1};
    const auto known = std::find_if(all.begin(), all.end(), [&](const Outcome& other) {
      return other.verdict == outcome.verdict && other.actual == outcome.actual;
    });
    if (known == all.end()) {
      all.push_back(std::move(outcome));
    } else {
      ++known->times;
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Outcome& a, const Outcome& b) { return a.times > b.times; });
  return all;
}

bool is_same_case(const run::Finished& one, const run::Finished& other) {
  return one.a_case.scenario->id == other.a_case.scenario->id &&
         one.a_case.client->name == other.a_case.client->name;
}

}  // namespace

const run::Finished& CaseRounds::representative() const {
  const auto bad = std::find_if(rounds.begin(), rounds.end(),
                                [](const run::Finished* one) { return report::failed(*one); });
  return bad == rounds.end() ? *rounds.front() : **bad;
}

std::size_t CaseRounds::failures() const {
  return static_cast<std::size_t>(std::count_if(
      rounds.begin(), rounds.end(), [](const run::Finished* one) { return report::failed(*one); }));
}

bool CaseRounds::changed_verdict() const {
  return std::any_of(outcomes.begin(), outcomes.end(),
                     [&](const Outcome& one) { return one.verdict != outcomes.front().verdict; });
}

double CaseRounds::duration_ms() const {
  return std::accumulate(
      rounds.begin(), rounds.end(), 0.0,
      [](double sum, const run::Finished* one) { return sum + one->observation.duration_ms; });
}

std::vector<CaseRounds> by_case(const std::vector<run::Finished>& all) {
  std::vector<CaseRounds> cases;
  for (const run::Finished& one : all) {
    if (cases.empty() || !is_same_case(*cases.back().rounds.front(), one)) cases.emplace_back();
    cases.back().rounds.push_back(&one);
  }
  for (CaseRounds& one : cases) one.outcomes = outcomes_of(one.rounds);
  return cases;
}

std::string told(const std::map<std::string, std::string>& actual) {
  std::vector<std::string> parts;
  for (const auto& [probe, value] : short_values(actual))
    parts.push_back(text::escaped(probe + " " + value));
  return text::join(parts, ", ");
}

std::string told(const std::vector<Outcome>& outcomes) {
  std::vector<std::string> parts;
  for (const Outcome& one : outcomes) {
    const std::string values = told(one.actual);
    parts.push_back(fmt::format("{} {}{}", one.times, judge::to_string(one.verdict),
                                values.empty() ? "" : " (" + values + ")"));
  }
  return text::join(parts, ", ");
}

}  // namespace tetra::report
