#include <fmt/format.h>

#include <pugixml.hpp>
#include <sstream>

#include "harness/report/formats.hpp"
#include "harness/report/shown.hpp"

namespace tetra::report {
namespace {

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

std::string to_junit(const Results& results) {
  pugi::xml_document document;
  auto suite = document.append_child("testsuites").append_child("testsuite");
  suite.append_attribute("name") = "tetralab";
  auto properties = suite.append_child("properties");
  add_property(properties, "isolation", results.header.isolation);
  if (results.header.interrupted) add_property(properties, "interrupted", "true");
  Counts counts;
  for (const run::Finished& one : results.cases) add_test(suite, one, results.again, counts);
  suite.append_attribute("tests") = results.cases.size();
  suite.append_attribute("failures") = counts.failures;
  suite.append_attribute("errors") = counts.errors;
  suite.append_attribute("skipped") = counts.skipped;
  suite.append_attribute("time") = fmt::format("{:.3f}", counts.seconds).c_str();
  std::ostringstream out;
  document.save(out, "  ");
  return out.str();
}

}  // namespace tetra::report
