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
      const auto described = known_.find(name);
      std::vector<const scenario::Expectation*> expectations;
      if (client.plain) expectations.push_back(&*client.plain);
      for (const auto& range : client.ranged) expectations.push_back(&range.expectation);
      for (const auto* expectation : expectations) {
        if (described == known_.end()) {
          warn(fmt::format("no client is called `{}`", name), expectation->where, meant(text::nearest(name, names_)));
        } else {
          look_at_probes(described->second, *expectation);
        }
      }
    }
  }

 private:
  // Clients that are data have no probes: what is expected of them was read on another system.
  void look_at_probes(const clients::Client& client, const scenario::Expectation& expectation) {
    if (client.program.empty()) return;
    for (const auto& [name, matcher] : expectation.probes) {
      if (const auto wrong = clients::probe_mistake(client, name, expectation.where)) warn(wrong->what, wrong->where, wrong->hint);
    }
  }

  static std::string meant(const std::string& near) { return near.empty() ? near : fmt::format("did you mean `{}`?", near); }

  // Scenarios that extend one another share their places.
  void warn(const std::string& what, const Place& where, const std::string& hint) {
    if (!told_.emplace(where.file, where.line, where.column, what).second) return;
    std::cerr << fmt::format("{}:{}:{}: warning: {}{}\n", report::shown(where.file), where.line, where.column, report::shown(what),
                             hint.empty() ? hint : "; " + report::shown(hint));
  }

  const std::map<std::string, clients::Client>& known_;
  std::vector<std::string> names_;
  std::set<std::tuple<std::string, int, int, std::string>> told_;
};

}  // namespace

void warn_of_unknown_names(const std::vector<const scenario::Scenario*>& scenarios, const std::map<std::string, clients::Client>& known) {
  Warnings warnings(known);
  for (const auto* scenario : scenarios) {
    warnings.look_at(scenario->expect);
    for (const auto& attempt : scenario->attempts) warnings.look_at(attempt.expect);
  }
}

void warn_of_unknown_names(const Selection& selection) {
  std::vector<const scenario::Scenario*> chosen;
  for (const std::string& id : selection.scenarios) chosen.push_back(&selection.library.scenarios().at(id));
  warn_of_unknown_names(chosen, selection.clients);
}

}  // namespace tetra::cli
