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

/// Every format there is. A new one is a file of its own and a line in formats.cpp: the option, its
/// file and its place beside the others follow.
const std::vector<Format>& formats();

/// As docs/results.schema.json says.
std::string to_json(const Results& results);
/// For Jenkins and all that read its XML.
std::string to_junit(const Results& results);
/// TAP 14, and the same with the version line of TAP 13, which is the last that Perl's prove knows.
std::string to_tap(const Results& results);
std::string to_tap13(const Results& results);
/// GitHub's workflow commands.
std::string to_annotations(const Results& results);
/// One page for a browser, from `Results::page`.
std::string to_html(const Results& results);
/// A page of at most 1 MiB.
std::string to_markdown(const Results& results);

}  // namespace tetra::report
