#pragma once
#include <optional>
#include <string>

#include "engine/scenario/scenario.hpp"
#include "harness/cell/environment.hpp"

namespace tetra::run {

/// Why a client can't have the clocks of that scenario here, in one sentence; nullopt when it can,
/// or needs none of its own.
std::optional<std::string> lacks_clock(const scenario::Scenario& scenario, bool is_the_lab);

/// Adds what moves a client's clock by that much: it sees another date and the same passing of time
/// (libfaketime).
void set_clock(cell::Environment& environment, Duration ahead);

}  // namespace tetra::run
