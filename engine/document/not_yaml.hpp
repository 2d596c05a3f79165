#pragma once
#include <yaml-cpp/exceptions.h>

#include <optional>
#include <string_view>

#include "engine/base/result.hpp"

namespace tetra::document {

/// What is to be said of a text that the parser gave up on at that place. `open_bracket`: where the
/// innermost list or map begins that was still open, when a bracket opened it.
Problem not_yaml(const YAML::Exception& error, Place where, std::string_view text,
                 const std::optional<Place>& open_bracket);

}  // namespace tetra::document
