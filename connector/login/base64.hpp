#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace tetra::connector {

std::string base64(std::string_view bytes);
/// nullopt when it is not base64, or longer than 64 KiB.
std::optional<std::string> unbase64(std::string_view text);

}  // namespace tetra::connector
