#pragma once
#include <map>
#include <string>
#include <vector>

#include "harness/judge/verdict.hpp"

namespace tetra::judge {

/// Scenarios whose expectation of the same client holds for what it reported: what it took the
/// failure for.
struct NearMisses {
  std::vector<std::string> scenarios;  ///< ids, the nearest first
  std::size_t more = 0;                ///< so many others
};

/// A fault that did not act, or not in every attempt in which it should have.
struct IdleFault {
  std::size_t index = 0;  ///< as in FaultObservation
  std::string why;  ///< the first condition of its trigger that was never met, in one sentence
};

/// What helps a person to find out why a case failed.
struct Diagnosis {
  NearMisses near_misses;
  std::vector<IdleFault> idle;
};

/// `all`: every scenario there is. Counted are only expectations that tell something: a value or a
/// text, not just `exit: 1..`. What is compared are the attempts that were not as expected, or all
/// when each was; one that claims success tells nothing. At most 5 are named: by stage, then by
/// route, then those with the most faults in common.
NearMisses near_misses(const scenario::Scenario& failed, const clients::Client& client,
                       const std::string& version, const Observation& observation,
                       const std::map<std::string, scenario::Scenario>& all);

/// Those faults that have not done all that was asked of them, each with the reason as far as the
/// events tell it.
std::vector<IdleFault> idle_faults(const scenario::Scenario& scenario,
                                   const Observation& observation);

/// The faults of a scenario in the order of their indices: the common ones, then those of each
/// attempt.
struct NumberedFault {
  const scenario::FaultUse* use = nullptr;
  std::size_t attempt = 0;  ///< from 1, the only one in which it is in force; 0: all
};
std::vector<NumberedFault> numbered_faults(const scenario::Scenario& scenario);

}  // namespace tetra::judge
