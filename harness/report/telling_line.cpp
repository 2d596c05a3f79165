#include <re2/re2.h>

#include "engine/base/text.hpp"
#include "harness/report/proposal.hpp"
#include "harness/report/shown.hpp"

namespace tetra::report {
namespace {

// What tells a failure in the output of programs. Not their names.
const RE2& telling_words() {
  static const RE2 words(
      "(?i)error|fail|refus|denied|reject|time[d]?[ -]?out|reset|closed|invalid|unable|can( ?no|')t|could ?n[o']t|not |\\bno |expired|revoked|untrusted|unknown|mismatch|too (large|long|many)|"
      "premature|truncated|unexpected|\\(\\d+\\)");
  return words;
}

// curl's and others' accounts of a connection: what went well stands there too.
bool is_account(std::string_view line) { return !line.empty() && std::string_view("*<>}[").find(line.front()) != std::string_view::npos; }

// A program's words for programs: what can be expected of them has probes.
bool is_json(std::string_view line) { return line.starts_with('{'); }

std::string first_telling(const std::vector<std::string>& lines, bool accounts) {
  for (const std::string& line : lines) {
    if (is_account(line) == accounts && !is_json(line) && RE2::PartialMatch(line, telling_words())) return line;
  }
  return {};
}

std::string first_not_empty(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    if (!is_account(line) && !is_json(line) && !text::trim(line).empty()) return line;
  }
  return {};
}

}  // namespace

std::string telling_line(const std::string& out, const std::string& err) {
  for (const bool accounts : {false, true}) {
    for (const std::string* stream : {&err, &out}) {
      const std::string line = first_telling(text::split(*stream, '\n'), accounts);
      if (!line.empty()) return shown(text::trim(line), 160);
    }
  }
  return shown(text::trim(first_not_empty(text::split(err, '\n'))), 160);
}

}  // namespace tetra::report
