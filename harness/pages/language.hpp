#pragma once
#include <string_view>

namespace tetra::pages {

/// `de` or `en`, by the first of LC_ALL, LC_MESSAGES and LANG that is set (POSIX, section 8.2).
std::string_view language();

}  // namespace tetra::pages
