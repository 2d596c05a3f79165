// Workflow commands of GitHub Actions, an error for each failed case: its page shows them at the
// line of the scenario that did not hold.
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "engine/base/escaped.hpp"
#include "harness/report/formats.hpp"
#include "harness/report/rounds.hpp"

namespace tetra::report {
namespace {

// A command is one line; in its properties, `,` and `:` end a value.
std::string escaped(std::string_view text, bool in_property) {
  std::string out;
  for (const char c : text) {
    const bool special =
        c == '%' || c == '\r' || c == '\n' || (in_property && (c == ':' || c == ','));
    out += special ? fmt::format("%{:02X}", static_cast<unsigned>(c)) : std::string(1, c);
  }
  return out;
}

// As GitHub knows it: below the checkout.
std::string known_path(const std::string& file) {
  namespace fs = std::filesystem;
  std::error_code error;
  const char* workspace = std::getenv("GITHUB_WORKSPACE");
  const fs::path root =
      workspace == nullptr || *workspace == '\0' ? fs::current_path(error) : fs::path(workspace);
  const fs::path relative = fs::relative(file, root, error);
  return error || relative.empty() || relative.native().starts_with("..") ? file
                                                                          : relative.string();
}

std::string message(const CaseRounds& one, const Again& again) {
  const run::Finished& finished = one.representative();
  std::string text = text::escaped(finished.verdict.reason);
  if (one.changed_verdict()) text += "\nits verdict changed: " + told(one.outcomes);
  for (const judge::IdleFault& fault : finished.diagnosis.idle)
    text += fmt::format("\nfault {} did not act: {}", fault.index + 1, text::escaped(fault.why));
  if (!finished.diagnosis.near_misses.scenarios.empty())
    text += "\n" + told(finished.diagnosis.near_misses);
  return text + "\nagain: " + text::escaped(again(finished.a_case));
}

}  // namespace

std::string to_annotations(const Results& results) {
  std::string out;
  for (const CaseRounds& one : by_case(results.cases)) {
    if (!one.failed()) continue;
    const run::Finished& finished = one.representative();
    const Place& where = finished.verdict.where;
    const std::string file = where.file.empty() ? finished.a_case.scenario->file : where.file;
    const std::string title = fmt::format("{}: {} {}", judge::to_string(finished.verdict.kind),
                                          text::escaped(finished.a_case.scenario->id),
                                          text::escaped(finished.a_case.client->name));
    out += fmt::format("::error file={},line={},col={},title={}::{}\n",
                       escaped(text::escaped(known_path(file)), true), std::max(1, where.line),
                       std::max(1, where.column), escaped(title, true),
                       escaped(message(one, results.again), false));
  }
  return out;
}

}  // namespace tetra::report
