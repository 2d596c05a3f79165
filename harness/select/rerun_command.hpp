#pragma once
#include <string>

#include "harness/run/case.hpp"
#include "harness/select/run_options.hpp"
#include "harness/select/selection.hpp"

namespace tetra::select {

/// What a command calls the scenario: its id, or its file when it is not the project's own, with
/// the member of the file's family (`FILE:ID`).
std::string name_of(const scenario::Scenario& scenario);

/// The command that runs one case of this run again, in a shell's words: the scenario by its id, or
/// by its file when it is not the project's own, the client alike, and what was typed of
/// `--isolation` and `--seed`.
std::string again(const RunOptions& options, const Selection& selection, const run::Case& a_case);

/// The same as a shell script (POSIX) for the evidence folder, with this program and from this
/// directory; arguments given to it are added. On a machine where they are not, `tetralab` from the
/// PATH.
std::string rerun_script(const RunOptions& options, const Selection& selection,
                         const run::Case& a_case);

}  // namespace tetra::select
