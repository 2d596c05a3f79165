#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"
#include "harness/report/formats.hpp"

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

json case_json(const run::Finished& one) {
  json fired = json::array();
  for (const auto& fault : one.observation.faults) {
    if (fault.acted > 0) fired.push_back({{"fault", fault.id}, {"service", fault.service}, {"index", fault.index}, {"times", fault.acted}});
  }
  return {{"scenario", one.a_case.scenario->id},
          {"client", one.a_case.client->name},
          {"client_version", one.a_case.client_version},
          {"verdict", judge::to_string(one.verdict.kind)},
          {"reason", one.verdict.reason},
          {"expected", values(one.verdict.expected)},
          {"actual", values(one.verdict.actual)},
          {"fired", fired},
          {"duration_ms", one.observation.duration_ms},
          {"client_ms", client_ms(one)}};
}

}  // namespace

std::string to_json(const Results& results) {
  json document{{"version", results.header.version}, {"isolation", results.header.isolation}, {"seed", results.header.seed}};
  if (results.header.interrupted) document["interrupted"] = true;
  document["cases"] = json::array();
  for (const run::Finished& one : results.cases) document["cases"].push_back(case_json(one));
  return document.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace tetra::report
