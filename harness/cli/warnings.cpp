#include "harness/cli/warnings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <set>
#include <tuple>

#include "engine/base/escaped.hpp"
#include "engine/base/text.hpp"

namespace tetra::cli {
namespace {

class Warnings {
 public:
  explicit Warnings(const std::map<std::string, clients::Client>& known) : known_(known) {
    for (const auto& [name, client] : known) names_.push_back(name);
  }

  void look_at(const scenario::Scenario& scenario) {
    look_at(scenario.expect);
    look_at(scenario, scenario.faults);
    for (const auto& attempt : scenario.attempts) {
      look_at(attempt.expect);
      look_at(scenario, attempt.faults);
    }
    look_at(scenario.options);
  }

 private:
  void look_at(const scenario::Expectations& all) {
    for (const auto& [name, client] : all) {
      const auto described = known_.find(name);
      std::vector<const scenario::Expectation*> expectations;
      if (client.plain) expectations.push_back(&*client.plain);
      for (const auto& range : client.ranged) expectations.push_back(&range.expectation);
      for (const auto* expectation : expectations) {
        if (described == known_.end()) {
          warn(fmt::format("no client is called `{}`", name), expectation->where,
               meant(text::nearest(name, names_)));
        } else {
          look_at_probes(described->second, *expectation);
        }
      }
    }
  }

  // Faults that can never happen. Another client's route or a base's attempts may be meant: no
  // mistake, but worth a word.
  void look_at(const scenario::Scenario& scenario, const std::vector<scenario::FaultUse>& faults) {
    for (const scenario::FaultUse& use : faults) {
      if (use.optional) continue;
      if (!scenario::leads_to(scenario.route, use.service)) {
        warn(fmt::format("`{}` is not in the endpoint's way: the route is {}", use.service,
                         scenario::to_string(scenario.route)),
             use.where, "write the `route:` that leads there");
      }
      const auto& asked = use.trigger.when.attempt;
      if (asked && asked->first > scenario.attempts.size()) {
        warn(fmt::format("there is no attempt {}: `attempts` is {}", to_string(*asked),
                         scenario.attempts.size()),
             use.where, "write a greater `attempts:`");
      }
    }
  }

  void look_at(const std::vector<scenario::Option>& options) {
    std::vector<std::string> words;
    for (const auto& [name, client] : known_) {
      for (const auto& [word, arguments] : client.options) words.push_back(word);
    }
    for (const scenario::Option& option : options) {
      if (std::find(words.begin(), words.end(), option.word) == words.end()) {
        warn(fmt::format("no client knows the option `{}`", option.word), option.where,
             meant(text::nearest(option.word, words)));
      }
    }
  }

  // Clients that are data have no probes: what is expected of them was read on another system.
  void look_at_probes(const clients::Client& client, const scenario::Expectation& expectation) {
    if (client.program.empty()) return;
    for (const auto& [name, matcher] : expectation.probes) {
      if (const auto wrong = clients::probe_mistake(client, name, expectation.where))
        warn(wrong->what, wrong->where, wrong->hint);
    }
  }

  static std::string meant(const std::string& near) {
    return near.empty() ? near : fmt::format("did you mean `{}`?", near);
  }

  // Scenarios that extend one another share their places.
  void warn(const std::string& what, const Place& where, const std::string& hint) {
    if (!told_.emplace(where.file, where.line, where.column, what).second) return;
    std::cerr << fmt::format("{}:{}:{}: warning: {}{}\n", text::escaped(where.file), where.line,
                             where.column, text::escaped(what),
                             hint.empty() ? hint : "; " + text::escaped(hint));
  }

  const std::map<std::string, clients::Client>& known_;
  std::vector<std::string> names_;
  std::set<std::tuple<std::string, int, int, std::string>> told_;
};

}  // namespace

void warn_of_oddities(const std::vector<const scenario::Scenario*>& scenarios,
                      const std::map<std::string, clients::Client>& known) {
  Warnings warnings(known);
  for (const auto* scenario : scenarios) warnings.look_at(*scenario);
}

void warn_of_oddities(const select::Selection& selection) {
  std::vector<const scenario::Scenario*> chosen;
  for (const std::string& id : selection.scenarios)
    chosen.push_back(&selection.library.scenarios().at(id));
  warn_of_oddities(chosen, selection.clients);
}

}  // namespace tetra::cli
