#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "harness/explain/finding.hpp"
#include "harness/explain/table.hpp"

namespace tetra::explain {

/// For people, in `en` or `de`; for programs.
std::string to_text(const Table& table, const std::vector<Answer>& answers,
                    std::string_view language);
std::string to_json(const Table& table, const std::vector<Answer>& answers,
                    std::string_view language);

}  // namespace tetra::explain
