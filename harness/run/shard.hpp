#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "harness/run/case.hpp"

namespace tetra::run {

/// How long a case takes, in milliseconds, as far as its files tell it: the same on every machine,
/// whatever is installed there. Next to nothing for a client of which the scenario says nothing.
double expected_ms(const scenario::Scenario& scenario, const clients::Client& client);

/// One case and its cost.
struct Weighed {
  std::string scenario, client;
  double ms = 0;
};

/// The shard of each case, from 0: the longest first, each to the shard that has least so far.
/// Depends on nothing but what is given, not on its order either.
std::vector<std::size_t> split(const std::vector<Weighed>& cases, std::size_t shards);

}  // namespace tetra::run
