#pragma once
#include <string>

#include "engine/base/result.hpp"

namespace tetra::select {

/// Makes the folder where it is missing, and sees whether a case could keep its evidence there.
/// Problem `bad-folder`.
Result<void> prepare_kept(const std::string& folder);

}  // namespace tetra::select
