#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tetra::connector {

/// The values of that field in a reply's head, as it came.
std::vector<std::string> field_values(std::string_view head, std::string_view name);

}  // namespace tetra::connector
