#include <re2/re2.h>

#include "engine/base/escaped.hpp"
#include "engine/base/text.hpp"
#include "harness/report/proposal.hpp"

namespace tetra::report {
namespace {

// What tells a failure in the output of programs. Not their names.
const RE2& telling_words() {
  static const RE2 words(
      "(?i)error|fatal|fail|refus|denied|reject|time[d]?[ -]?out|reset|closed|invalid|unable|can( "
      "?no|')t|could ?n[o']t|not |\\bno |expired|revoked|untrusted|unknown|mismatch|too "
      "(large|long|many)|"
      "premature|truncated|unexpected|\\(\\d+\\)");
  return words;
}

// curl's and others' accounts of a connection: what went well stands there too.
bool is_account(std::string_view line) {
  return !line.empty() && std::string_view("*<>}[").find(line.front()) != std::string_view::npos &&
         !line.starts_with("***");
}

// What says where more could be read, or what the words of a table mean.
bool is_advice(const std::string& line) {
  static const RE2 advice(
      "(?i)^\\W*(if there (are|is|were)|see |for more|more details|try |usage|status "
      "legend|\\((ok|err|inpr)\\):|to learn more|how to fix)|man page");
  return RE2::PartialMatch(line, advice);
}

// A program's words for programs: what can be expected of them has probes.
bool is_json(std::string_view line) {
  return line.starts_with('{');
}

// Programs end with what they could not do; what stands before it may have been tried again.
std::string last_telling(const std::vector<std::string>& lines, bool accounts) {
  std::string last;
  for (const std::string& line : lines) {
    if (is_account(line) == accounts && !is_json(line) && !is_advice(line) &&
        RE2::PartialMatch(line, telling_words()))
      last = line;
  }
  return last;
}

// Without what is another one in every run: dates, times of day, rates and durations.
std::string lasting(std::string line) {
  static const RE2 dates(
      "\\[?\\b(\\d{4}-\\d\\d-\\d\\d[T ]?|\\d\\d/\\d\\d )?\\d\\d:\\d\\d:\\d\\d([.,]\\d+)?\\b\\]?");
  static const RE2 rates("\\(?\\b[\\d.,]+ ?[KMGkmg]?i?[Bb](ytes)?/s\\)?");
  static const RE2 lengths("(?i)\\b(after )?[\\d.]+ ?(ms|milliseconds|seconds|secs)\\b");
  static const RE2 blanks("\\s{2,}");
  for (const RE2* pattern : {&dates, &rates, &lengths}) RE2::GlobalReplace(&line, *pattern, "");
  RE2::GlobalReplace(&line, blanks, " ");
  static const RE2 left_over("^[\\s:-]+");
  RE2::Replace(&line, left_over, "");
  return line;
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
      const std::string line = last_telling(text::split(*stream, '\n'), accounts);
      if (!line.empty()) return text::escaped(text::trim(lasting(line)), 160);
    }
  }
  return text::escaped(text::trim(lasting(first_not_empty(text::split(err, '\n')))), 160);
}

}  // namespace tetra::report
