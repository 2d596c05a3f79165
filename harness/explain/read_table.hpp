#pragma once
#include <filesystem>

#include "engine/base/result.hpp"
#include "harness/explain/table.hpp"

namespace tetra::explain {

/// Reads the files of harness/explain/codes. The first problem ends it.
Result<Table> read_table(const std::filesystem::path& folder);

}  // namespace tetra::explain
