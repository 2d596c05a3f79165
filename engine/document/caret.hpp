#pragma once
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace tetra::document {

/// The problem with its line of the file and a caret below the column, as compilers print it.
/// `text` is the file's content. Columns are characters; long lines are shortened around the caret,
/// and nothing that a terminal would obey is printed raw.
std::string with_caret(const Problem& problem, std::string_view text);
/// The same, with the text read from the place's file; without the line when that can't be read.
std::string with_caret(const Problem& problem);

}  // namespace tetra::document
