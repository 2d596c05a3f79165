#include "harness/explain/answers.hpp"

#include <algorithm>

#include "harness/explain/look_up.hpp"
#include "harness/explain/patterns.hpp"
#include "harness/explain/questions.hpp"

namespace tetra::explain {
namespace {

// What shows every code at once is the likeliest cause of them all.
std::vector<Example> shown_together(const std::vector<Finding>& findings) {
  std::vector<Example> together;
  std::size_t counted = 0;
  for (const Finding& finding : findings) {
    if (finding.shown_by.empty()) continue;
    if (counted++ == 0) {
      together = finding.shown_by;
      continue;
    }
    std::erase_if(together, [&](const Example& one) {
      return std::none_of(finding.shown_by.begin(), finding.shown_by.end(),
                          [&](const Example& other) { return other.scenario == one.scenario; });
    });
  }
  return counted > 1 ? together : std::vector<Example>();
}

}  // namespace

bool Answer::known() const {
  if (is_file && findings.empty()) return success;
  return std::all_of(findings.begin(), findings.end(),
                     [](const Finding& one) { return one.code != nullptr; });
}

Result<std::vector<Answer>> answer(const Table& table, const std::vector<std::string>& typed,
                                   const Scenarios& scenarios) {
  const auto questions = read_questions(table, typed);
  if (!questions) return fail(questions.error());
  std::vector<Answer> answers;
  for (const Question& question : *questions) {
    std::string text;
    if (question.file.empty()) {
      answers.push_back(look_up(table, question));
    } else {
      const auto transcript = read_transcript(question.file);
      if (!transcript) return fail(transcript.error());
      answers.push_back(look_through(table, question.file, *transcript));
      text = transcript->text;
    }
    for (Finding& finding : answers.back().findings) {
      if (finding.code != nullptr)
        finding.shown_by = shown_by(*finding.family, *finding.code, scenarios, text);
    }
    if (answers.back().is_file) answers.back().together = shown_together(answers.back().findings);
  }
  return answers;
}

}  // namespace tetra::explain
