#pragma once
#include <string>
#include <vector>

namespace tetra::cli {

/// A word as sh(1) reads it back: in quotes where it needs them.
std::string quoted(const std::string& word);
/// A command line of such words.
std::string quoted(const std::vector<std::string>& words);

}  // namespace tetra::cli
