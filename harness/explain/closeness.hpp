#pragma once
#include <string_view>
#include <vector>

#include "harness/explain/answers.hpp"

namespace tetra::explain {

/// The same scenarios, those that most probably are what was met first. Of equally close ones the
/// order is that of their ids.
std::vector<Showing> closest_first(std::vector<Showing> all, std::string_view transcript);

}  // namespace tetra::explain
