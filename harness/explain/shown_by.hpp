#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "harness/explain/finding.hpp"
#include "harness/explain/table.hpp"

namespace tetra::explain {

/// Scenarios by their ids.
using Scenarios = std::map<std::string, scenario::Scenario>;

/// The scenarios whose expectations have that code, the closest first: those of which more texts
/// that they expect stand in the transcript (empty: none was given), then those that need the least
/// besides (attempts, faults, a route, other codes), documented ones before others.
std::vector<Example> shown_by(const Family& family, const Code& code, const Scenarios& scenarios,
                              std::string_view transcript = {});

}  // namespace tetra::explain
