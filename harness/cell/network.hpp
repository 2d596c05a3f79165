#pragma once
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "harness/cell/cell_spec.hpp"

namespace tetra::cell {

/// Brings `lo` up in the current network namespace and adds the spec's addresses and routes. There
/// is no other interface, or only one that leads nowhere (interface.hpp), so nothing can leave.
/// Ports below 1024 become bindable for everybody where the kernel lets us say so. Returns remarks
/// in one sentence each, for example when the machine has no IPv6; an IPv4 address or a route that
/// is refused is a Problem.
Result<std::vector<std::string>> build_network(const CellSpec& spec);

}  // namespace tetra::cell
