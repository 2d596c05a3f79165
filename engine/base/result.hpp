#pragma once
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace tetra {

/// Where in a text something stands. Lines and columns count from 1; 0 means unknown.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
};

/// A mistake of the user's, told so that the user can mend it.
struct Problem {
  std::string code;  ///< stable word for machines, for example `unknown-key`
  Place where;
  std::string what;  ///< one sentence: what is wrong
  std::string hint;  ///< what to do about it; may be empty
};

/// The one way in which this project returns a user's mistake. Wire errors are `error_code`s; bugs
/// are exceptions.
template <class T>
using Result = tl::expected<T, Problem>;

/// `return fail("bad-size", where, "…", "…");` from any function that returns a Result.
inline tl::unexpected<Problem> fail(std::string_view code, Place where, std::string what,
                                    std::string hint = {}) {
  return tl::unexpected<Problem>(
      Problem{std::string(code), std::move(where), std::move(what), std::move(hint)});
}
inline tl::unexpected<Problem> fail(Problem problem) {
  return tl::unexpected<Problem>(std::move(problem));
}

/// `file:line:column: what (hint)` on one line.
std::string to_string(const Problem& problem);

}  // namespace tetra
