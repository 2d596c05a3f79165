#pragma once
#include <vector>

#include "harness/select/selection.hpp"

namespace tetra::cli {

/// Prints `FILE:LINE:COL: warning: …` for each client that a scenario expects something of and no
/// client file describes, and for each probe that its client does not have, with the name that was
/// probably meant; for each option that no client knows; and for each fault that never happens,
/// since the route does not lead to its service or there are not so many attempts. Only warnings: a
/// client's file may be elsewhere, and `extends` may have changed route and attempts on purpose.
void warn_of_oddities(const std::vector<const scenario::Scenario*>& scenarios,
                      const std::map<std::string, clients::Client>& known);
/// The same for the chosen scenarios and the clients of a selection.
void warn_of_oddities(const select::Selection& selection);

}  // namespace tetra::cli
