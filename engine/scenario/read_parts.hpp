#pragma once
#include <string>
#include <vector>

#include "engine/document/mistakes.hpp"
#include "engine/scenario/scenario.hpp"

namespace tetra::scenario {

/// The values of `faults:`, `expect:` and `wire:`, wherever they stand. What is wrong goes to
/// `mistakes`, the rest is returned.
std::vector<FaultUse> read_faults(const Node& list, document::Mistakes& mistakes);
Expectations read_expectations(const Node& map, document::Mistakes& mistakes);
WireExpectations read_wire(const Node& map, document::Mistakes& mistakes);

}  // namespace tetra::scenario
