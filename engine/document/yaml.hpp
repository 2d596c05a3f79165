#pragma once
#include <filesystem>
#include <string>
#include <string_view>

#include "engine/base/node.hpp"
#include "engine/base/result.hpp"

namespace tetra::document {

/// YAML text to a Node tree: bounded (1 MiB, 64 levels, 10,000 nodes after aliases), duplicate keys
/// are mistakes. `file` is only for the places of the nodes.
Result<Node> parse_yaml(std::string_view text, const std::string& file);

/// A file's text, at most 1 MiB of it; a longer file, a folder and one that cannot be read are
/// mistakes.
Result<std::string> read_text(const std::filesystem::path& path);

}  // namespace tetra::document
