#pragma once
#include <vector>

#include "harness/cli/share.hpp"

namespace tetra::cli {

/// Prints `FILE:LINE:COL: warning: …` for each client that a scenario expects something of and no client file describes, and for each
/// probe that its client does not have, with the name that was probably meant. Only a warning: the client's file may be elsewhere.
void warn_of_unknown_names(const std::vector<const scenario::Scenario*>& scenarios, const std::map<std::string, clients::Client>& known);
/// The same for the chosen scenarios and the clients of a selection.
void warn_of_unknown_names(const Selection& selection);

}  // namespace tetra::cli
