#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace tetra::document {

/// The longest document in bytes.
constexpr std::size_t longest_document = std::size_t{1} << 20;

/// What is wrong with a document before it is parsed at all: too long, not UTF-8, a byte-order
/// mark, CR LF, a control byte, or a line that starts with a tab. nullopt when nothing is.
std::optional<Problem> check_bytes(std::string_view text, const std::string& file);

}  // namespace tetra::document
