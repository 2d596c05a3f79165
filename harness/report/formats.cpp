#include "harness/report/formats.hpp"

namespace tetra::report {

const std::vector<Format>& formats() {
  static const std::vector<Format> all{
      {"junit", "JUnit XML", to_junit},
      {"json", "the results as JSON", to_json},
      {"html", "one page for a browser, with every case and its sequence of events,", to_html},
      {"tap", "TAP 14", to_tap},
      {"tap13", "TAP 13, for prove,", to_tap13},
      {"annotations", "GitHub annotations", to_annotations},
      {"markdown", "a summary in Markdown", to_markdown},
  };
  return all;
}

}  // namespace tetra::report
