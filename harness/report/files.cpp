#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <sstream>

#include "engine/base/text.hpp"
#include "harness/report/report.hpp"
#include "harness/report/shown.hpp"

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

json event_json(const judge::SeenEvent& event) {
  json line{{"at_ms", event.at_ms}, {"service", event.service}, {"event", event.kind}};
  if (event.connection != 0) line["connection"] = event.connection;
  for (const auto& [key, value] : event.fields) line[key] = value;
  return line;
}

std::string dumped(const json& value, int indent) { return value.dump(indent, ' ', false, json::error_handler_t::replace); }

void write(const std::string& path, const std::string& content) { std::ofstream(path, std::ios::binary) << content; }

struct Counts {
  std::size_t failures = 0, errors = 0, skipped = 0;
  double seconds = 0;
};

void add_property(pugi::xml_node& properties, const char* name, const std::string& value) {
  auto property = properties.append_child("property");
  property.append_attribute("name") = name;
  property.append_attribute("value") = value.c_str();
}

void add_test(pugi::xml_node& suite, const run::Finished& one, const Again& again, Counts& counts) {
  auto test = suite.append_child("testcase");
  test.append_attribute("classname") = shown(one.a_case.scenario->id).c_str();
  test.append_attribute("name") = shown(one.a_case.client->name).c_str();
  test.append_attribute("time") = fmt::format("{:.3f}", one.observation.duration_ms / 1000).c_str();
  counts.seconds += one.observation.duration_ms / 1000;
  const std::string reason = shown(one.verdict.reason);
  if (one.verdict.kind == judge::Kind::skipped) {
    ++counts.skipped;
    test.append_child("skipped").append_attribute("message") = reason.c_str();
  } else if (failed(one)) {
    const bool lab = one.verdict.kind == judge::Kind::broken;
    ++(lab ? counts.errors : counts.failures);
    auto node = test.append_child(lab ? "error" : "failure");
    node.append_attribute("type") = std::string(judge::to_string(one.verdict.kind)).c_str();
    node.append_attribute("message") = reason.c_str();
    node.text().set(("again: " + shown(again(one.a_case))).c_str());
  }
}

}  // namespace

std::string to_json(const Header& header, const std::vector<run::Finished>& all) {
  json document{{"version", header.version}, {"isolation", header.isolation}, {"seed", header.seed}};
  if (header.interrupted) document["interrupted"] = true;
  document["cases"] = json::array();
  for (const run::Finished& one : all) document["cases"].push_back(case_json(one));
  return dumped(document, 1) + "\n";
}

std::string to_junit(const Header& header, const std::vector<run::Finished>& all, const Again& again) {
  pugi::xml_document document;
  auto suite = document.append_child("testsuites").append_child("testsuite");
  suite.append_attribute("name") = "tetralab";
  auto properties = suite.append_child("properties");
  add_property(properties, "isolation", header.isolation);
  if (header.interrupted) add_property(properties, "interrupted", "true");
  Counts counts;
  for (const run::Finished& one : all) add_test(suite, one, again, counts);
  suite.append_attribute("tests") = all.size();
  suite.append_attribute("failures") = counts.failures;
  suite.append_attribute("errors") = counts.errors;
  suite.append_attribute("skipped") = counts.skipped;
  suite.append_attribute("time") = fmt::format("{:.3f}", counts.seconds).c_str();
  std::ostringstream out;
  document.save(out, "  ");
  return out.str();
}

void write_evidence(const Header& header, const run::Finished& finished) {
  if (finished.folder.empty()) return;
  std::string events, out, err;
  for (const auto& attempt : finished.observation.attempts) {
    for (const auto& event : attempt.events) events += dumped(event_json(event), -1) + "\n";
    out += attempt.out;
    err += attempt.err;
  }
  write(finished.folder + "/events.jsonl", events);
  write(finished.folder + "/stdout.txt", out);
  write(finished.folder + "/stderr.txt", err);
  write(finished.folder + "/verdict.json", to_json(header, {finished}));
  std::ifstream scenario(finished.a_case.scenario->file, std::ios::binary);
  if (scenario) std::ofstream(finished.folder + "/scenario.yaml", std::ios::binary) << scenario.rdbuf();
}

}  // namespace tetra::report
