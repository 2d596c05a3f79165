#pragma once
#include <string>

#include "harness/cell/launch.hpp"

namespace tetra::cell {

/// The cell's own process (PID 1 of a namespace cell): builds network and file view, tells the
/// launcher, runs the body, exits. `lifeline` is the read end of a pipe whose only write end the
/// keeper holds; `inside` lacks the remarks yet.
[[noreturn]] void run_inside(Inside inside, const CellSpec& spec, const CellBody& body,
                             Fd lifeline);

/// The message that tells the launcher of a Problem.
std::string failure_message(const Problem& problem);

/// Makes the calling process, PID 1 of new namespaces, see what `spec` describes. Returns remarks
/// in one sentence each.
Result<std::vector<std::string>> enter_namespace_cell(const CellSpec& spec);

}  // namespace tetra::cell
