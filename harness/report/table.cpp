#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ostream>
#include <set>

#include "engine/base/escaped.hpp"
#include "engine/base/text.hpp"
#include "harness/report/past_run.hpp"
#include "harness/report/report.hpp"
#include "harness/report/rounds.hpp"

namespace tetra::report {
namespace {

std::string note_mark(std::size_t index) {
  std::string mark(1, static_cast<char>('a' + index % 26));
  return index < 26 ? mark : mark + std::to_string(index / 26);
}

// One cell of the table for all rounds of a case: the first bad verdict, and how often.
std::string cell_text(const CaseRounds& one) {
  std::string text(judge::to_string(one.representative().verdict.kind));
  if (one.failed() && one.failures() < one.rounds.size())
    text += fmt::format(" {}/{}", one.failures(), one.rounds.size());
  return text;
}

std::vector<std::string> in_order(const std::vector<run::Finished>& all,
                                  const std::function<std::string(const run::Finished&)>& name) {
  std::vector<std::string> names;
  std::set<std::string> known;
  for (const run::Finished& one : all) {
    if (known.insert(name(one)).second) names.push_back(name(one));
  }
  return names;
}

void print_row(std::ostream& out, const std::vector<std::string>& cells,
               const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t n = 0; n < cells.size(); ++n)
    line += fmt::format("{:<{}}  ", cells[n], widths[n]);
  out << text::trim(line) << '\n';
}

}  // namespace

bool failed(const run::Finished& finished) {
  const judge::Kind kind = finished.verdict.kind;
  return kind != judge::Kind::pass && kind != judge::Kind::skipped && kind != judge::Kind::measured;
}

void Progress::tell(const run::Finished& finished) {
  ++done_;
  if (failed(finished)) ++failed_;
  const std::string name = text::escaped(
      fmt::format("{} {}", finished.a_case.scenario->id, finished.a_case.client->name));
  if (!terminal_) {
    if (finished.verdict.kind == judge::Kind::skipped) return;
    const std::string& reason = finished.verdict.reason;
    out_ << fmt::format("[{}/{}] {}: {} ({})\n", done_, total_, name,
                        judge::to_string(finished.verdict.kind),
                        reason.empty() ? told(finished.verdict.actual) : text::escaped(reason))
         << std::flush;
    return;
  }
  const std::size_t filled = total_ == 0 ? 0 : 24 * done_ / total_;
  out_ << fmt::format("\r\x1b[K[{}{}] {}/{}{} {}", std::string(filled, '#'),
                      std::string(24 - filled, '.'), done_, total_,
                      failed_ == 0 ? "" : fmt::format(", {} failed", failed_), name.substr(0, 40))
       << std::flush;
}

void Progress::clear() {
  if (terminal_) out_ << "\r\x1b[K" << std::flush;
}

void print_table(std::ostream& out, const std::vector<run::Finished>& all) {
  const auto scenarios =
      in_order(all, [](const run::Finished& one) { return one.a_case.scenario->id; });
  const auto clients =
      in_order(all, [](const run::Finished& one) { return one.a_case.client->name; });
  const auto all_cases = by_case(all);
  std::map<CaseName, const CaseRounds*> cells;
  for (const CaseRounds& one : all_cases)
    cells[{one.rounds.front()->a_case.scenario->id, one.rounds.front()->a_case.client->name}] =
        &one;
  std::vector<std::string> notes;
  std::vector<std::vector<std::string>> rows{{"scenario"}};
  rows.front().insert(rows.front().end(), clients.begin(), clients.end());
  if (clients.size() == 1) rows.front().emplace_back("reported");
  for (const std::string& scenario : scenarios) {
    rows.push_back({scenario});
    for (const std::string& client : clients) {
      const auto found = cells.find({scenario, client});
      if (found == cells.end()) {
        rows.back().emplace_back("-");
        continue;
      }
      rows.back().push_back(cell_text(*found->second));
      const judge::Verdict& verdict = found->second->rounds.front()->verdict;
      if (verdict.kind != judge::Kind::skipped) {
        if (clients.size() == 1) rows.back().push_back(told(verdict.actual));
        continue;
      }
      const auto known = std::find(notes.begin(), notes.end(), verdict.reason);
      rows.back().back() += " " + note_mark(static_cast<std::size_t>(known - notes.begin()));
      if (known == notes.end()) notes.push_back(verdict.reason);
    }
  }
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const auto& row : rows) {
    for (std::size_t n = 0; n < row.size(); ++n) widths[n] = std::max(widths[n], row[n].size());
  }
  for (const auto& row : rows) print_row(out, row, widths);
  if (!notes.empty()) out << '\n';
  for (std::size_t n = 0; n < notes.size(); ++n)
    out << fmt::format("skipped {}: {}\n", note_mark(n), text::escaped(notes[n]));
}

bool print_summary(std::ostream& out, const std::vector<run::Finished>& all) {
  std::map<std::string, std::size_t> counts;
  for (const run::Finished& one : all) ++counts[std::string(judge::to_string(one.verdict.kind))];
  std::vector<std::string> parts;
  for (const auto& [kind, count] : counts) parts.push_back(fmt::format("{} {}", count, kind));
  out << fmt::format("{} cases: {}\n", all.size(), text::join(parts, ", "));
  bool same = true;
  for (const CaseRounds& one : by_case(all)) {
    if (one.outcomes.size() == 1) continue;
    const run::Case& what = one.rounds.front()->a_case;
    if (one.changed_verdict()) same = false;
    out << fmt::format("changed its {}: {} {}: {}\n", one.changed_verdict() ? "verdict" : "report",
                       text::escaped(what.scenario->id), text::escaped(what.client->name),
                       told(one.outcomes));
  }
  const auto was_skipped = [](const run::Finished& one) {
    return one.verdict.kind == judge::Kind::skipped;
  };
  if (std::all_of(all.begin(), all.end(), was_skipped))
    out << (all.empty() ? "nothing was run\n" : "nothing was run: every case was skipped\n");
  return same;
}

}  // namespace tetra::report
