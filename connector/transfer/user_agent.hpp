#pragma once
#include <string_view>

namespace tetra::connector {

/// Our own; Cisco's is not public (FACTS 2).
inline constexpr std::string_view user_agent = "tetra-lab-connector/0.1";

}  // namespace tetra::connector
