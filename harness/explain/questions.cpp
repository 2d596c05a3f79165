// What was typed, as questions.
#include "harness/explain/questions.hpp"

#include <re2/re2.h>

#include <filesystem>

#include "engine/base/text.hpp"

namespace tetra::explain {
namespace {

bool is_there(const std::string& path) {
  std::error_code ec;
  return std::filesystem::exists(path, ec) && !std::filesystem::is_directory(path, ec);
}

// A path, and no code: it has a folder or an ending.
bool looks_like_a_file(const std::string& word) {
  static const RE2 ending("(?i)\\.(xml|txt|log|out|md)$");
  return word.find('/') != std::string::npos || RE2::PartialMatch(word, ending);
}

// `curl 35`, `curl:35`, `curl (35)`, `winhttp=12029` in one word.
bool split_family(const Table& table, const std::string& word, Question& into) {
  static const RE2 form("\\s*([A-Za-z][A-Za-z_.-]*)[\\s:=#(]+([-+]?[0-9A-Za-z_]+)\\s*\\)?\\s*");
  std::string family, code;
  if (!RE2::FullMatch(word, form, &family, &code)) return false;
  into.family = table.family(family);
  into.code = code;
  return into.family != nullptr;
}

}  // namespace

Result<std::vector<Question>> read_questions(const Table& table,
                                             const std::vector<std::string>& typed) {
  std::vector<Question> questions;
  for (std::size_t n = 0; n < typed.size(); ++n) {
    Question question;
    question.typed = typed[n];
    const Family* family = table.family(typed[n]);
    if (typed[n] == "-" || is_there(typed[n])) {
      question.file = typed[n];
    } else if (family != nullptr && n + 1 < typed.size()) {
      question.family = family;
      question.code = std::string(text::trim(typed[++n]));
      question.typed += " " + typed[n];
    } else if (looks_like_a_file(typed[n])) {
      return fail("cannot-read", {}, "there is no file " + typed[n], "check the path");
    } else if (!split_family(table, typed[n], question)) {
      question.code = std::string(text::trim(typed[n]));
    }
    if (question.file.empty() && question.code.empty())
      return fail("no-question", {}, "an empty word is no code",
                  "for example: tetralab explain curl 35");
    questions.push_back(std::move(question));
  }
  return questions;
}

}  // namespace tetra::explain
