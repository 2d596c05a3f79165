#pragma once
#include <string_view>
#include <vector>

#include "harness/explain/finding.hpp"

namespace tetra::explain {

/// The same scenarios, those that most probably are what was met first. Of equally close ones the
/// order is that of their ids.
std::vector<Example> closest_first(std::vector<Example> all, std::string_view transcript);

}  // namespace tetra::explain
