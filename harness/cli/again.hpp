#pragma once
#include <string>

#include "harness/cli/commands.hpp"
#include "harness/cli/share.hpp"
#include "harness/run/case.hpp"

namespace tetra::cli {

/// The command that runs one case of this run again, in a shell's words: the scenario by its id, or by its file when it is not the
/// project's own, the client alike, and what was typed of `--isolation` and `--seed`.
std::string again(const RunOptions& options, const Selection& selection, const run::Case& a_case);

}  // namespace tetra::cli
