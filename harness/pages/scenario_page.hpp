#pragma once
#include <string>
#include <string_view>

#include "engine/scenario/scenario.hpp"

namespace tetra::pages {

/// All that a scenario says, for a terminal of that many columns: `en` or `de`.
std::string scenario_page(const scenario::Scenario& scenario, std::string_view language,
                          std::size_t columns);

}  // namespace tetra::pages
