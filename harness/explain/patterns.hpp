#pragma once
#include <string>

#include "harness/explain/finding.hpp"
#include "harness/explain/table.hpp"
#include "harness/explain/transcript.hpp"

namespace tetra::explain {

/// Where a code stands in a local.xml or in the output of a program.
Answer look_through(const Table& table, const std::string& name, const Transcript& transcript);

}  // namespace tetra::explain
