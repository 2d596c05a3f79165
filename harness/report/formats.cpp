#include "harness/report/formats.hpp"

namespace tetra::report {

const std::vector<Format>& formats() {
  static const std::vector<Format> all{
      {"junit", "JUnit XML", to_junit},
      {"json", "the results as JSON", to_json},
  };
  return all;
}

}  // namespace tetra::report
