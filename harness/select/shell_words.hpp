#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tetra::select {

/// A word as sh(1) reads it back: in quotes where it needs them.
std::string quoted(const std::string& word);
/// A command line of such words.
std::string quoted(const std::vector<std::string>& words);

/// A script that calls the lab with those words: by $TETRALAB, else this `program`, else from the
/// PATH; in `folder` where one is named.
std::string lab_script(std::string_view comment, const std::string& program,
                       const std::string& folder, std::string_view words);

}  // namespace tetra::select
