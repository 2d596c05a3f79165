#pragma once
#include <string>
#include <vector>

#include "engine/scenario/mistakes.hpp"
#include "engine/scenario/scenario.hpp"

namespace tetra::scenario {

/// The values of `faults:`, `expect:` and `wire:`, wherever they stand. What is wrong goes to
/// `mistakes`, the rest is returned.
std::vector<FaultUse> read_faults(const Node& list, Mistakes& mistakes);
Expectations read_expectations(const Node& map, Mistakes& mistakes);
WireExpectations read_wire(const Node& map, Mistakes& mistakes);

}  // namespace tetra::scenario
