#include "engine/base/result.hpp"

#include <fmt/format.h>

namespace tetra {

std::string to_string(const Problem& problem) {
  std::string text;
  if (!problem.where.file.empty()) text = problem.where.file + ":";
  if (problem.where.line > 0)
    text += fmt::format("{}:{}:", problem.where.line, problem.where.column);
  if (!text.empty()) text += " ";
  text += problem.what;
  if (!problem.hint.empty()) text += " (" + problem.hint + ")";
  return text;
}

}  // namespace tetra
