#pragma once
#include <filesystem>

#include "connector/tell/outcome.hpp"

namespace tetra::connector {

/// errno as an outcome: ENOSPC and EDQUOT are disk-full; EBUSY, ETXTBSY and EROFS target-locked;
/// the rest own-io.
Outcome disk_outcome(int error, const std::filesystem::path& file);

}  // namespace tetra::connector
