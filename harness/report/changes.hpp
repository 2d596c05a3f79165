#pragma once
#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "harness/report/past_run.hpp"
#include "harness/report/report.hpp"

namespace tetra::report {

/// Whether a case still exists: its scenario and its client.
using Exists = std::function<bool(const CaseName&)>;

/// What is different from an earlier run, by kind. Cases that this run did not choose are not
/// missed, those that no longer exist are.
std::vector<Change> changes_since(const PastRun& past, const std::vector<run::Finished>& now,
                                  const Exists& exists);

/// What people call a kind of change: `newly failing`, `mended` …
std::string_view to_string(Change::Kind kind);

/// A line per change, at most 20 of each kind, or that nothing changed.
void print_changes(std::ostream& out, const std::vector<Change>& changes);

}  // namespace tetra::report
