#pragma once
#include <map>
#include <string>

#include "engine/scenario/scenario.hpp"
#include "harness/clients/client.hpp"
#include "harness/judge/observation.hpp"

namespace tetra::judge {

/// What the harness concludes from a case.
enum class Kind {
  pass,
  wrong_error,    ///< another error than expected
  no_error,       ///< a fault acted, and the client claimed success that was not expected
  not_triggered,  ///< the lab never saw the fault, or what `wire:` asks for, happen
  timeout,        ///< the client was killed at its time limit
  crashed,        ///< a signal ended the client
  skipped,        ///< with the reason
  broken,         ///< the lab itself failed
  measured        ///< nothing was judged: the faults acted, and the client reported something
                  ///< (`--propose`)
};
/// `pass`, `wrong-error`, `no-error`, `not-triggered`, `timeout`, `crashed`, `skipped`, `broken`,
/// `measured`.
std::string_view to_string(Kind kind);

struct Verdict {
  Kind kind = Kind::broken;
  std::string reason;                           ///< one sentence; empty for a pass
  std::map<std::string, std::string> expected;  ///< probe -> as written; several attempts: `2.exit`
  std::map<std::string, std::string> actual;    ///< the same keys as observed
  Place where;  ///< what did not hold: a value of the expectation or of `wire:`, or a fault; of a
                ///< pass nothing
};

/// The expectation that counts for a client in the nth attempt (from 0), or nullptr when the
/// scenario says nothing of it.
const scenario::Expectation* expectation_for(const scenario::Scenario& scenario,
                                             std::size_t attempt, const std::string& client,
                                             const std::string& version);

/// The verdict of a case that was run. Pure.
Verdict judge(const scenario::Scenario& scenario, const clients::Client& client,
              const std::string& version, const Observation& observation);

/// As reports show it.
std::string to_string(const scenario::Observed& observed);

}  // namespace tetra::judge
