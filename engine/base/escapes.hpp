#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace tetra::text {

/// Bytes as a scenario writes them: `\r`, `\n`, `\t`, `\0`, `\\` and `\xNN` (two hex digits) stand
/// for one byte, everything else for itself. nullopt: a backslash with something else behind it.
std::optional<std::string> unescape(std::string_view text);

}  // namespace tetra::text
