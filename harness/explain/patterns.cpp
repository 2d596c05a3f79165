// Codes in the output of programs, line by line.
#include "harness/explain/patterns.hpp"

#include <re2/re2.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "harness/explain/local_xml.hpp"
#include "harness/explain/look_up.hpp"

namespace tetra::explain {
namespace {

constexpr std::size_t most_line = 4096;
constexpr std::size_t most_findings = 50;

bool matches(const re2::RE2& pattern, std::string_view line) {
  return RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), pattern);
}

// Every place of a line at which a pattern holds, as the code that stands there.
std::vector<std::string> codes_at(const CodePattern& pattern, std::string_view line) {
  std::vector<std::string> codes;
  re2::StringPiece rest(line.data(), line.size());
  if (pattern.code) {
    if (RE2::PartialMatch(rest, *pattern.pattern)) codes.push_back(std::to_string(*pattern.code));
    return codes;
  }
  re2::StringPiece code;
  while (codes.size() < 4 && RE2::FindAndConsume(&rest, *pattern.pattern, &code)) {
    const auto number = pattern.minus == 0 ? std::nullopt : text::to_integer(code.as_string());
    codes.push_back(number ? std::to_string(*number - pattern.minus) : code.as_string());
  }
  return codes;
}

class Scan {
 public:
  Scan(const Table& table, Answer& into) : table_(table), into_(into) {}

  void line(std::string_view line) {
    ++number_;
    line = line.substr(0, most_line);
    for (const CodePattern& pattern : table_.patterns) {
      for (const std::string& code : codes_at(pattern, line)) note(pattern, code, line);
    }
    for (const auto& pattern : table_.success)
      into_.success = into_.success || matches(*pattern, line);
    for (const Harmless& harmless : table_.harmless) {
      const bool told = std::find(into_.harmless.begin(), into_.harmless.end(), &harmless) !=
                        into_.harmless.end();
      if (!told && matches(*harmless.pattern, line)) into_.harmless.push_back(&harmless);
    }
  }

 private:
  void note(const CodePattern& pattern, const std::string& text, std::string_view line) {
    auto found = meanings(table_, pattern.family, text);
    if (found.empty()) {
      found.emplace_back();
      found.back().family = pattern.family;
      found.back().as_written = text;
    }
    for (Finding& one : found) {
      const auto same = [&](const Finding& old) {
        return one.code != nullptr ? old.code == one.code
                                   : old.code == nullptr && old.as_written == one.as_written;
      };
      if (std::any_of(into_.findings.begin(), into_.findings.end(), same)) continue;
      into_.more = into_.findings.size() >= most_findings;
      if (into_.more) return;
      one.line = number_;
      one.line_text = std::string(text::trim(line));
      into_.findings.push_back(std::move(one));
    }
  }

  const Table& table_;
  Answer& into_;
  std::size_t number_ = 0;
};

}  // namespace

Answer look_through(const Table& table, const std::string& name, const Transcript& transcript) {
  Answer answer;
  answer.asked = name;
  answer.is_file = true;
  answer.encoding = transcript.encoding;
  if (look_through_xml(table, transcript.text, answer)) return answer;
  answer.kind = "transcript";
  Scan scan(table, answer);
  std::string_view rest = transcript.text;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    scan.line(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const auto means_failure = [](const Finding& one) {
    return one.code == nullptr || one.code->number != 0;
  };
  answer.success =
      answer.success && std::none_of(answer.findings.begin(), answer.findings.end(), means_failure);
  return answer;
}

}  // namespace tetra::explain
