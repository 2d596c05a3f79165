#pragma once
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "harness/run/case.hpp"

namespace tetra::report {

/// The scenario with an open question in place of what it expects of these clients: any ending, any
/// report. Only a `skip:` stays. What comes of it tells whether the faults acted and `wire:` held,
/// whatever the client said.
scenario::Scenario opened(const scenario::Scenario& scenario,
                          const std::vector<std::string>& clients);

/// Client and probe: what scenarios ask for besides `exit`.
using AskedProbes = std::set<std::pair<std::string, std::string>>;
AskedProbes asked_probes(const std::map<std::string, scenario::Scenario>& scenarios);

/// Expectations made from what clients reported, for a person to review: a YAML document per
/// scenario, whose `expect:` can be pasted, of a family's member below its id there. Values that
/// differ between rounds become a list. Nothing is proposed for a client that did not meet the
/// faults.
class Proposal {
 public:
  /// `written`: the scenarios as they are. Of a client for which `asked` names probes, only these
  /// are proposed besides `exit`.
  Proposal(const std::map<std::string, scenario::Scenario>& written, AskedProbes asked)
      : written_(written), asked_(std::move(asked)) {}

  /// One more case of an opened scenario.
  void note(const run::Finished& finished);
  std::string yaml() const;

 private:
  // The different values of a probe, in the order in which they came, each with how often it came.
  using Values = std::vector<std::pair<std::string, unsigned>>;
  struct Attempt {
    std::vector<std::pair<std::string, Values>> probes;
    std::string said;  // the client's own words
  };
  struct Measured {
    std::vector<Attempt> attempts;
    unsigned rounds = 0;
    std::map<std::string, unsigned> without;  // why a round says nothing -> how many
    std::string skip,
        old;  // the scenario's own reason; what it expects, where that is not what came
  };

  void take(Measured& into, const run::Finished& finished) const;
  static std::string entry(const std::string& client, const Measured& measured, std::size_t attempt,
                           const std::string& indent);
  static std::string remarks(const std::string& client, const Measured& measured,
                             const std::string& indent);
  static std::string document(const scenario::Scenario& scenario,
                              const std::map<std::string, Measured>& clients);

  const std::map<std::string, scenario::Scenario>& written_;
  AskedProbes asked_;
  std::map<std::string, std::map<std::string, Measured>> measured_;  // scenario -> client
};

/// The last line of a client's output that tells a failure, without times and rates, which differ
/// from run to run; empty when it printed nothing. One line, at most 160 characters.
std::string telling_line(const std::string& out, const std::string& err);

}  // namespace tetra::report
