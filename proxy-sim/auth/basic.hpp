#pragma once
#include <optional>
#include <string_view>

#include "proxy-sim/settings.hpp"

namespace tetra::proxy::auth {

/// The token68 behind `Basic`: base64 of `user:password` (RFC 7617 section 2), padding required.
/// nullopt for anything else.
std::optional<Credentials> read_basic(std::string_view token);

}  // namespace tetra::proxy::auth
