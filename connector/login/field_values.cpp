#include "connector/login/field_values.hpp"

#include "engine/base/text.hpp"

namespace tetra::connector {

std::vector<std::string> field_values(std::string_view head, std::string_view name) {
  std::vector<std::string> values;
  for (const std::string& line : text::split(head, '\n')) {
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos ||
        !text::equals_ignoring_case(text::trim(std::string_view(line).substr(0, colon)), name))
      continue;
    values.emplace_back(text::trim(std::string_view(line).substr(colon + 1)));
  }
  return values;
}

}  // namespace tetra::connector
