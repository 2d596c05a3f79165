#pragma once
#include <map>
#include <string>
#include <vector>

#include "harness/report/report.hpp"

namespace tetra::report {

/// One outcome of a case that was run several times, and how often it came.
struct Outcome {
  judge::Kind verdict = judge::Kind::broken;
  std::map<std::string, std::string> actual;  ///< what the client reported, texts of several lines
                                              ///< and long ones left out: they hold times
  std::size_t times = 0;
};

/// A case with all its rounds. The pointers live as long as the results.
struct CaseRounds {
  std::vector<const run::Finished*> rounds;  ///< never empty, in their order
  std::vector<Outcome> outcomes;             ///< the different ones, the most frequent first

  /// The first round that failed, else the first.
  const run::Finished& representative() const;
  bool failed() const { return report::failed(representative()); }
  std::size_t failures() const;
  /// The verdict was not the same in all rounds: always a failure.
  bool changed_verdict() const;
  /// The verdict was the same, and what the client reported was not: the scenario allows several
  /// values.
  bool changed_report() const { return outcomes.size() > 1 && !changed_verdict(); }
  /// All rounds together.
  double duration_ms() const;
};

/// By stage, scenario and client, as the results are.
std::vector<CaseRounds> by_case(const std::vector<run::Finished>& all);

/// `18 pass (exit 28), 2 wrong-error (exit 56)`.
std::string told(const std::vector<Outcome>& outcomes);
/// `exit 28, stage download`.
std::string told(const std::map<std::string, std::string>& actual);

}  // namespace tetra::report
