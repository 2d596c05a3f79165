// JUnit XML as the Jenkins XSD has it (tests/assets/junit.xsd): a suite for each stage, since only
// suites have properties there, and a test case for each case, however many rounds it had.
#include <fmt/format.h>

#include <pugixml.hpp>
#include <sstream>

#include "engine/base/escaped.hpp"
#include "harness/report/formats.hpp"
#include "harness/report/rounds.hpp"

namespace tetra::report {
namespace {

constexpr std::size_t most_output =
    8192;  // of each stream of a case: Jenkins keeps all of it in memory
constexpr std::size_t most_reruns = 10;

struct Counts {
  std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;
  double seconds = 0;
  void add(const Counts& more) {
    tests += more.tests;
    failures += more.failures;
    errors += more.errors;
    skipped += more.skipped;
    seconds += more.seconds;
  }
};

std::string seconds_text(double seconds) {
  return fmt::format("{:.3f}", seconds);
}

void set(pugi::xml_node& node, const char* name, const std::string& value) {
  node.append_attribute(name) = value.c_str();
}

void add_property(pugi::xml_node& properties, const std::string& name, const std::string& value) {
  auto property = properties.append_child("property");
  set(property, "name", text::escaped(name));
  set(property, "value", text::escaped(value));
}

void add_output(pugi::xml_node& test, const char* name, const run::Finished& one,
                std::string judge::AttemptObservation::*stream) {
  std::string all;
  for (const auto& attempt : one.observation.attempts) all += attempt.*stream;
  if (!all.empty())
    test.append_child(name).text().set(text::escaped_lines(all, most_output).c_str());
}

// The other bad rounds of a case that was run several times.
void add_rounds(pugi::xml_node& test, const CaseRounds& one) {
  const bool always = one.failures() == one.rounds.size();
  std::size_t told_of = 0;
  for (const run::Finished* round : one.rounds) {
    if (!failed(*round) || round == &one.representative() || told_of++ >= most_reruns) continue;
    const bool lab = round->verdict.kind == judge::Kind::broken;
    auto node = test.append_child(always ? (lab ? "rerunError" : "rerunFailure")
                                         : (lab ? "flakyError" : "flakyFailure"));
    set(node, "message",
        text::escaped(fmt::format("round {}: {}", round->a_case.round, round->verdict.reason)));
    set(node, "type", std::string(judge::to_string(round->verdict.kind)));
  }
}

void add_failure(pugi::xml_node& test, const CaseRounds& one, const Again& again, Counts& counts) {
  const run::Finished& finished = one.representative();
  const bool lab = finished.verdict.kind == judge::Kind::broken;
  ++(lab ? counts.errors : counts.failures);
  auto node = test.append_child(lab ? "error" : "failure");
  const std::string changed =
      one.changed_verdict() ? fmt::format("its verdict changed: {}; ", told(one.outcomes)) : "";
  set(node, "type", std::string(judge::to_string(finished.verdict.kind)));
  set(node, "message", changed + text::escaped(finished.verdict.reason));
  node.text().set(failure_text(finished, again).c_str());
}

void add_test(pugi::xml_node& suite, const CaseRounds& one, const Again& again, Counts& counts) {
  const run::Finished& finished = one.representative();
  const scenario::Scenario& scenario = *finished.a_case.scenario;
  auto test = suite.append_child("testcase");
  set(test, "classname",
      scenario.stage ? fmt::format("{}.{}", to_string(scenario.stage), text::escaped(scenario.id))
                     : text::escaped(scenario.id));
  set(test, "name", text::escaped(finished.a_case.client->name));
  set(test, "time", seconds_text(one.duration_ms() / 1000));
  ++counts.tests;
  counts.seconds += one.duration_ms() / 1000;
  if (finished.verdict.kind == judge::Kind::skipped) {
    ++counts.skipped;
    auto node = test.append_child("skipped");
    set(node, "message", text::escaped(finished.verdict.reason));
  }
  if (one.failed()) add_failure(test, one, again, counts);
  add_rounds(test, one);
  add_output(test, "system-out", finished, &judge::AttemptObservation::out);
  add_output(test, "system-err", finished, &judge::AttemptObservation::err);
}

std::string_view evidence_of(const run::Finished& one) {
  const auto* expectation = judge::expectation_for(*one.a_case.scenario, 0, one.a_case.client->name,
                                                   one.a_case.client_version);
  const scenario::Evidence of_all = one.a_case.scenario->evidence;
  return to_string(expectation == nullptr ? of_all : expectation->evidence.value_or(of_all));
}

// What the schema has no place for beside a test case stands here under the test case's name.
void add_properties(pugi::xml_node& suite, const Results& results, const std::string& stage,
                    const std::vector<const CaseRounds*>& cases) {
  auto properties = suite.append_child("properties");
  add_property(properties, "stage", stage);
  add_property(properties, "tetralab.version", results.header.version);
  add_property(properties, "isolation", results.header.isolation);
  add_property(properties, "seed", std::to_string(results.header.seed));
  if (!results.header.shard.empty()) add_property(properties, "shard", results.header.shard);
  if (results.header.interrupted) add_property(properties, "interrupted", "true");
  std::map<std::string, std::string> versions;
  for (const CaseRounds* one : cases)
    versions[one->rounds.front()->a_case.client->name] = one->rounds.front()->a_case.client_version;
  for (const auto& [client, version] : versions)
    add_property(properties, fmt::format("client.{}.version", client), version);
  for (const CaseRounds* one : cases) {
    const run::Finished& finished = *one->rounds.front();
    const std::string name =
        fmt::format("{}.{}", finished.a_case.scenario->id, finished.a_case.client->name);
    if (finished.verdict.kind != judge::Kind::skipped)
      add_property(properties, "evidence." + name, std::string(evidence_of(finished)));
    if (one->outcomes.size() > 1) add_property(properties, "rounds." + name, told(one->outcomes));
  }
}

void set_counts(pugi::xml_node& node, const Counts& counts, bool is_suite) {
  set(node, "tests", std::to_string(counts.tests));
  set(node, "failures", std::to_string(counts.failures));
  set(node, "errors", std::to_string(counts.errors));
  if (is_suite) set(node, "skipped", std::to_string(counts.skipped));
  set(node, "time", seconds_text(counts.seconds));
}

}  // namespace

std::string to_junit(const Results& results) {
  const auto cases = by_case(results.cases);
  std::map<std::string, std::vector<const CaseRounds*>> stages;
  for (const CaseRounds& one : cases)
    stages[std::string(to_string(one.rounds.front()->a_case.scenario->stage))].push_back(&one);
  if (stages.empty()) stages[""];  // an interrupted run says so all the same
  pugi::xml_document document;
  auto suites = document.append_child("testsuites");
  set(suites, "name", "tetralab");
  Counts all;
  for (const auto& [stage, of_stage] : stages) {
    auto suite = suites.append_child("testsuite");
    set(suite, "name", text::escaped(stage.empty() ? "tetralab" : "tetralab." + stage));
    if (!results.header.started.empty()) set(suite, "timestamp", results.header.started);
    add_properties(suite, results, stage, of_stage);
    Counts counts;
    for (const CaseRounds* one : of_stage) add_test(suite, *one, results.again, counts);
    set_counts(suite, counts, true);
    all.add(counts);
  }
  set_counts(suites, all, false);
  std::ostringstream out;
  document.save(out, "  ");
  return out.str();
}

}  // namespace tetra::report
