#pragma once
#include <string>
#include <vector>

#include "harness/explain/finding.hpp"
#include "harness/explain/shown_by.hpp"
#include "harness/explain/table.hpp"

namespace tetra::explain {

/// The whole: reads files and looks for scenarios. A file that can't be read is a problem.
Result<std::vector<Answer>> answer(const Table& table, const std::vector<std::string>& typed,
                                   const Scenarios& scenarios);

}  // namespace tetra::explain
