#pragma once
#include <optional>
#include <string>

#include "harness/clients/client.hpp"

namespace tetra::clients {

/// One probe's value in a text that was made elsewhere, which stands for both streams and for any
/// file.
scenario::Observed observe_brought(const Probe& probe, std::optional<int> exit_status,
                                   const std::string& text);

}  // namespace tetra::clients
