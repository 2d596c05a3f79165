#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "harness/report/report.hpp"

namespace tetra::report {

/// A report that `tetralab run --NAME FILE` writes.
struct Format {
  std::string_view name;     ///< of the option, without dashes
  std::string_view meaning;  ///< half a sentence for --help
  std::string (*write)(const Results& results);
};

/// Every format there is. A new one is a file of its own and a line in formats.cpp: the option, its file and its place beside the others follow.
const std::vector<Format>& formats();

std::string to_json(const Results& results);
std::string to_junit(const Results& results);

}  // namespace tetra::report
