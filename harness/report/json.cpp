#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"
#include "harness/report/formats.hpp"
#include "harness/report/rounds.hpp"

namespace tetra::report {
namespace {

using json = nlohmann::ordered_json;

double client_ms(const run::Finished& one) {
  double sum = 0;
  for (const auto& attempt : one.observation.attempts) sum += attempt.client_ms;
  return sum;
}

json values(const std::map<std::string, std::string>& texts) {
  json all = json::object();
  for (const auto& [key, value] : texts) {
    const auto number = text::to_integer(value);
    if (number) {
      all[key] = *number;
    } else {
      all[key] = value;
    }
  }
  return all;
}

json fired(const run::Finished& one) {
  json all = json::array();
  for (const auto& fault : one.observation.faults) {
    if (fault.acted > 0)
      all.push_back({{"fault", fault.id},
                     {"service", fault.service},
                     {"index", fault.index},
                     {"times", fault.acted}});
  }
  return all;
}

// What only a failed case has.
void add_diagnosis(json& to, const run::Finished& one) {
  if (!one.verdict.where.file.empty())
    to["where"] = {{"file", one.verdict.where.file}, {"line", one.verdict.where.line}};
  json idle = json::array();
  for (const judge::IdleFault& fault : one.diagnosis.idle) {
    for (const auto& known : one.observation.faults) {
      if (known.index == fault.index)
        idle.push_back({{"fault", known.id},
                        {"service", known.service},
                        {"index", fault.index},
                        {"why", fault.why}});
    }
  }
  to["idle"] = idle;
  to["near_misses"] = one.diagnosis.near_misses.scenarios;
  to["more_near_misses"] = one.diagnosis.near_misses.more;
}

json case_json(const run::Finished& one, const Again& again) {
  const scenario::Scenario& scenario = *one.a_case.scenario;
  json all{{"scenario", scenario.id},
           {"client", one.a_case.client->name},
           {"client_version", one.a_case.client_version},
           {"stage", to_string(scenario.stage)},
           {"title", {{"en", scenario.title.en}, {"de", scenario.title.in("de")}}},
           {"evidence", to_string(scenario.evidence)},
           {"route", scenario::to_string(scenario.route)},
           {"verdict", judge::to_string(one.verdict.kind)},
           {"reason", one.verdict.reason},
           {"expected", values(one.verdict.expected)},
           {"actual", values(one.verdict.actual)},
           {"fired", fired(one)},
           {"duration_ms", one.observation.duration_ms},
           {"client_ms", client_ms(one)}};
  if (one.a_case.round != 0) all["round"] = one.a_case.round;
  if (again) all["again"] = again(one.a_case);
  if (failed(one)) add_diagnosis(all, one);
  return all;
}

// The cases whose rounds were not alike.
json unsteady(const std::vector<CaseRounds>& cases) {
  json all = json::array();
  for (const CaseRounds& one : cases) {
    if (one.outcomes.size() == 1) continue;
    json outcomes = json::array();
    for (const Outcome& outcome : one.outcomes)
      outcomes.push_back({{"verdict", judge::to_string(outcome.verdict)},
                          {"actual", values(outcome.actual)},
                          {"times", outcome.times}});
    const run::Case& what = one.rounds.front()->a_case;
    all.push_back({{"scenario", what.scenario->id},
                   {"client", what.client->name},
                   {"verdict_changed", one.changed_verdict()},
                   {"outcomes", outcomes}});
  }
  return all;
}

std::string_view word(Change::Kind kind) {
  switch (kind) {
    case Change::Kind::newly_failing:
      return "newly-failing";
    case Change::Kind::mended:
      return "mended";
    case Change::Kind::other_verdict:
      return "other-verdict";
    case Change::Kind::added:
      return "new";
    case Change::Kind::gone:
      return "gone";
    case Change::Kind::slower:
      return "slower";
  }
  return "other-verdict";
}

json changes_json(const std::vector<Change>& changes) {
  json all = json::array();
  for (const Change& one : changes)
    all.push_back({{"kind", word(one.kind)},
                   {"scenario", one.scenario},
                   {"client", one.client},
                   {"what", one.what}});
  return all;
}

}  // namespace

std::string to_json(const Results& results) {
  const Header& header = results.header;
  json document{
      {"version", header.version}, {"isolation", header.isolation}, {"seed", header.seed}};
  if (!header.started.empty()) document["started"] = header.started;
  if (!header.shard.empty()) document["shard"] = header.shard;
  if (header.interrupted) document["interrupted"] = true;
  document["cases"] = json::array();
  for (const run::Finished& one : results.cases)
    document["cases"].push_back(case_json(one, results.again));
  const auto cases = by_case(results.cases);
  std::size_t rounds = 1;
  for (const CaseRounds& one : cases) rounds = std::max(rounds, one.rounds.size());
  document["rounds"] = rounds;
  document["unsteady"] = unsteady(cases);
  if (results.changes) document["changes"] = changes_json(*results.changes);
  return document.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace tetra::report
