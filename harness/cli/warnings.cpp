#include "harness/cli/warnings.hpp"

#include <fmt/format.h>

#include <iostream>
#include <set>
#include <tuple>

#include "engine/base/text.hpp"
#include "harness/report/shown.hpp"

namespace tetra::cli {
namespace {

class Warnings {
 public:
  explicit Warnings(const std::map<std::string, clients::Client>& known) : known_(known) {
    for (const auto& [name, client] : known) names_.push_back(name);
  }

  void look_at(const scenario::Expectations& all) {
    for (const auto& [name, client] : all) {
      if (known_.count(name) != 0) continue;
      if (client.plain) warn(name, client.plain->where);
      for (const auto& range : client.ranged) warn(name, range.expectation.where);
    }
  }

 private:
  // Scenarios that extend one another share their places.
  void warn(const std::string& name, const Place& where) {
    if (!told_.emplace(where.file, where.line, where.column).second) return;
    const std::string near = text::nearest(name, names_);
    std::cerr << fmt::format("{}:{}:{}: warning: no client is called '{}'{}\n", report::shown(where.file), where.line, where.column, report::shown(name),
                             near.empty() ? std::string() : fmt::format("; did you mean '{}'?", near));
  }

  const std::map<std::string, clients::Client>& known_;
  std::vector<std::string> names_;
  std::set<std::tuple<std::string, int, int>> told_;
};

}  // namespace

void warn_of_unknown_clients(const std::vector<const scenario::Scenario*>& scenarios, const std::map<std::string, clients::Client>& known) {
  Warnings warnings(known);
  for (const auto* scenario : scenarios) {
    warnings.look_at(scenario->expect);
    for (const auto& attempt : scenario->attempts) warnings.look_at(attempt.expect);
  }
}

void warn_of_unknown_clients(const Selection& selection) {
  std::vector<const scenario::Scenario*> chosen;
  for (const std::string& id : selection.scenarios) chosen.push_back(&selection.library.scenarios().at(id));
  warn_of_unknown_clients(chosen, selection.clients);
}

}  // namespace tetra::cli
