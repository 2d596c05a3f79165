// Any bytes as a scenario file: read, or told with a place, and the telling holds nothing that a
// terminal obeys.
#include <cstdint>
#include <cstdlib>

#include "engine/document/caret.hpp"
#include "engine/document/yaml.hpp"
#include "engine/scenario/loader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tetra;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto document = document::parse_yaml(text, "fuzz.yaml");
  std::vector<Problem> problems;
  if (document) {
    const scenario::Lookup lookup = [&](std::string_view) { return &*document; };
    const auto read = scenario::read_scenarios(*document, lookup);
    if (!read) problems = read.error();
  } else {
    problems.push_back(document.error());
  }
  for (const Problem& problem : problems) {
    if (document::with_caret(problem, text).find('\x1b') != std::string::npos) std::abort();
  }
  return 0;
}
