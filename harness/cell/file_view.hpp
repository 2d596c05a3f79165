#pragma once
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "harness/cell/cell_spec.hpp"

namespace tetra::cell {

/// Gives the current (private) mount namespace its own /etc, hides the spec's hidden folders and
/// mounts a /proc of the current PID namespace. Returns remarks in one sentence each, for example
/// where a masked /proc forbids a new one (mount_namespaces(7)).
Result<std::vector<std::string>> build_file_view(const CellSpec& spec);

/// The spec's paths can be laid out: absolute, below /etc, without `.` or `..` parts. Told before
/// any process is made.
Result<void> check_paths(const CellSpec& spec);

}  // namespace tetra::cell
