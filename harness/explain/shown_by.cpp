// The scenarios that show a code: what they expect of clients, data among them, or see on the wire.
#include "harness/explain/shown_by.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "harness/explain/ranking.hpp"

namespace tetra::explain {
namespace {

// Exactly this code, alone or as one of several. A range of numbers says nothing of one of them.
bool names(const scenario::Matcher& matcher, const Family& family, const Code& code, bool cause) {
  const auto one = [&](const Node& alternative) {
    if (cause) return alternative.text == code.cause;
    if (family.hex)
      return text::lower(alternative.text).find(text::lower(family.shown(code.number))) !=
             std::string::npos;
    const auto number = text::to_integer(alternative.text);
    return number && family.same(*number, code.number);
  };
  return std::any_of(matcher.alternatives().begin(), matcher.alternatives().end(), one);
}

class Search {
 public:
  Search(const Family& family, const Code& code) : family_(family), code_(code) {
    if (code.cause.empty()) {
      wanted_ = family.expected;
    } else if (family.causes) {
      wanted_ = {*family.causes};
    }
  }

  std::vector<std::string> clients_of(const scenario::Scenario& scenario) {
    found_.clear();
    look(scenario.expect);
    look(scenario.wire);
    for (const auto& attempt : scenario.attempts) {
      look(attempt.expect);
      look(attempt.wire);
    }
    return found_;
  }

 private:
  void look(const scenario::Expectations& all) {
    for (const auto& [client, expectations] : all) {
      if (expectations.plain) look(client, *expectations.plain);
      for (const auto& range : expectations.ranged) look(client, range.expectation);
    }
  }
  void look(const std::string& client, const scenario::Expectation& expectation) {
    for (const ProbeName& name : wanted_) {
      const auto probe = expectation.probes.find(name.probe);
      if (name.client == client && probe != expectation.probes.end() &&
          names(probe->second, family_, code_, !code_.cause.empty()))
        note(client);
    }
  }
  void look(const scenario::WireExpectations& wire) {
    for (const auto& [service, metrics] : wire) {
      for (const ProbeName& name : wanted_) {
        const auto metric = metrics.find(name.probe);
        if (name.client == "wire" && metric != metrics.end() &&
            names(metric->second, family_, code_, false))
          note(service);
      }
    }
  }
  void note(const std::string& client) {
    if (std::find(found_.begin(), found_.end(), client) == found_.end()) found_.push_back(client);
  }

  const Family& family_;
  const Code& code_;
  std::vector<ProbeName> wanted_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<Example> shown_by(const Family& family, const Code& code, const Scenarios& scenarios,
                              std::string_view transcript) {
  std::vector<Example> all;
  Search search(family, code);
  for (const auto& [id, scenario] : scenarios) {
    auto clients = search.clients_of(scenario);
    if (!clients.empty()) all.push_back({&scenario, std::move(clients)});
  }
  return closest_first(std::move(all), transcript);
}

}  // namespace tetra::explain
