#pragma once
#include <cerrno>
#include <string>
#include <string_view>
#include <system_error>

#include "engine/base/result.hpp"
#include "engine/base/text.hpp"

namespace tetra::cell {

/// What the kernel refused, as a Problem with code `refused-<errno>`: "unshare: Operation not
/// permitted".
inline tl::unexpected<Problem> refused(std::string_view what, int error = errno) {
  return fail("refused-" + std::to_string(error), {},
              std::string(what) + ": " + std::generic_category().message(error));
}

/// The errno of a Problem that `refused` made; 0 for any other.
inline int error_number(const Problem& problem) {
  constexpr std::string_view prefix = "refused-";
  if (!problem.code.starts_with(prefix)) return 0;
  return static_cast<int>(text::to_integer(problem.code.substr(prefix.size())).value_or(0));
}

}  // namespace tetra::cell
