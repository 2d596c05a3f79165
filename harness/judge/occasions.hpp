#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "harness/judge/diagnosis.hpp"

namespace tetra::judge {

/// One occasion on which a fault's trigger was asked, as far as the events tell: what `when` can
/// speak of.
struct Occasion {
  std::uint64_t attempt = 0, connection = 0, request = 0;  ///< 0: not known
  double at_ms = 0;
  std::map<std::string, std::string>
      texts;  ///< by the keys of `when`: `path`, `host` …; what is not known is not there
};

/// What a fault's occasions are called.
struct Noun {
  std::string_view one, many;
};
Noun occasion_noun(const scenario::FaultUse& use);

/// The occasions of a fault in those attempts (from 1); all when there are none.
std::vector<Occasion> occasions_of(const scenario::FaultUse& use, const Observation& observation,
                                   const std::vector<std::size_t>& attempts);

/// How many connections the service saw in those attempts.
std::size_t connections_to(const std::string& service, const Observation& observation,
                           const std::vector<std::size_t>& attempts);

}  // namespace tetra::judge
