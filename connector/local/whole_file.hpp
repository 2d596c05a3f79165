#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "connector/tell/outcome.hpp"

namespace tetra::connector {

/// A whole file of at most `most` bytes, or empty.
std::string read_file(const std::filesystem::path& file, std::uint64_t most);
/// Writes, syncs and renames into place.
Outcome write_file(const std::filesystem::path& file, std::string_view text);

}  // namespace tetra::connector
