#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace tetra::proxy::auth {

/// A token68's bytes: base64 with its padding (RFC 4648 section 4), 64 KiB at most. nullopt for
/// anything else, the empty text too.
std::optional<std::string> from_base64(std::string_view token);
std::string to_base64(std::string_view bytes);

}  // namespace tetra::proxy::auth
