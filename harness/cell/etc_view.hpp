#pragma once
#include <map>
#include <set>
#include <string>

#include "engine/base/result.hpp"

namespace tetra::cell {

/// Covers /etc with a tmpfs that shows the machine's entries (bound, read-only, links as they are)
/// except those in `files`, which get the given content, and `fresh_directories`, which hold
/// nothing but `files`. Paths are absolute and below /etc. What the client writes goes to the tmpfs
/// and ends with the cell; the machine's files can't be written through it.
Result<void> build_etc(const std::map<std::string, std::string>& files,
                       const std::set<std::string>& fresh_directories);

}  // namespace tetra::cell
