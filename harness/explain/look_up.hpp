#pragma once
#include <string>
#include <vector>

#include "harness/explain/finding.hpp"
#include "harness/explain/questions.hpp"
#include "harness/explain/table.hpp"

namespace tetra::explain {

/// What there is to say about a code, or which known one is nearest.
Answer look_up(const Table& table, const Question& question);
/// The codes of that family (nullptr: of all) which this text may stand for.
std::vector<Finding> meanings(const Table& table, const Family* family, const std::string& text);

}  // namespace tetra::explain
