#pragma once
#include <string>

#include "connector/local/local_xml.hpp"

namespace tetra::connector {

/// One line in the shape of `AmpCLI posture` (FACTS 3). The source is cut off after `"engin`:
/// `engines` and what is in it are the lab's own, and `engines_shape` says so.
std::string posture_json(const LocalState& state);

/// The connector's version as it is shown: the lab's, not one of Cisco's.
inline constexpr const char* connector_version = "tetra-lab-0.1";

}  // namespace tetra::connector
