#include "harness/report/changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <set>

#include "engine/base/escaped.hpp"
#include "harness/report/rounds.hpp"

namespace tetra::report {
namespace {

using Kind = Change::Kind;

// Both: a short case is noise in its factor, a long one in its difference.
constexpr double slower_factor = 2;
constexpr double slower_by_ms = 1000;
constexpr std::size_t most_printed = 20;

std::string seconds(double ms) {
  return fmt::format("{:.1f} s", ms / 1000);
}

void compare(std::vector<Change>& into, const CaseName& name, const PastCase& before,
             const CaseRounds& now) {
  const judge::Kind verdict = now.representative().verdict.kind;
  if (before.verdict != verdict) {
    const bool failed_before = is_failure(before.verdict), fails = is_failure(verdict);
    const Kind kind = fails && !failed_before                         ? Kind::newly_failing
                      : verdict == judge::Kind::pass && failed_before ? Kind::mended
                                                                      : Kind::other_verdict;
    into.push_back(
        {kind, name.first, name.second,
         fmt::format("{}, was {}", judge::to_string(verdict), judge::to_string(before.verdict))});
  }
  const double took = now.duration_ms() / static_cast<double>(now.rounds.size());
  const bool both_ran = before.verdict != judge::Kind::skipped && verdict != judge::Kind::skipped;
  if (both_ran && took > before.duration_ms * slower_factor &&
      took > before.duration_ms + slower_by_ms) {
    into.push_back({Kind::slower, name.first, name.second,
                    fmt::format("{}, was {}", seconds(took), seconds(before.duration_ms))});
  }
}

}  // namespace

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::newly_failing:
      return "newly failing";
    case Kind::mended:
      return "mended";
    case Kind::other_verdict:
      return "another verdict";
    case Kind::added:
      return "new";
    case Kind::gone:
      return "gone";
    case Kind::slower:
      return "slower";
  }
  return "changed";
}

std::vector<Change> changes_since(const PastRun& past, const std::vector<run::Finished>& now,
                                  const Exists& exists) {
  std::vector<Change> all;
  std::set<CaseName> seen;
  for (const CaseRounds& one : by_case(now)) {
    const run::Finished& finished = one.representative();
    const CaseName name{finished.a_case.scenario->id, finished.a_case.client->name};
    seen.insert(name);
    if (const PastCase* before = past.find(name)) {
      compare(all, name, *before, one);
    } else if (finished.verdict.kind != judge::Kind::skipped) {
      all.push_back({Kind::added, name.first, name.second,
                     std::string(judge::to_string(finished.verdict.kind))});
    }
  }
  for (const auto& [name, before] : past.cases()) {
    if (before.verdict == judge::Kind::skipped || seen.contains(name) || exists(name)) continue;
    all.push_back({Kind::gone, name.first, name.second,
                   fmt::format("was {}", judge::to_string(before.verdict))});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Change& a, const Change& b) { return a.kind < b.kind; });
  return all;
}

void print_changes(std::ostream& out, const std::vector<Change>& changes) {
  if (changes.empty()) out << "since the baseline: nothing changed\n";
  for (auto one = changes.begin(); one != changes.end();) {
    const auto end = std::find_if(one, changes.end(),
                                  [&](const Change& other) { return other.kind != one->kind; });
    out << fmt::format("since the baseline {}: {}\n", to_string(one->kind), end - one);
    const auto printed =
        end - one > static_cast<std::ptrdiff_t>(most_printed) ? one + most_printed : end;
    for (auto at = one; at != printed; ++at)
      out << fmt::format("    {} {}: {}\n", text::escaped(at->scenario), text::escaped(at->client),
                         at->what);
    if (printed != end) out << fmt::format("    and {} more\n", end - printed);
    one = end;
  }
}

}  // namespace tetra::report
