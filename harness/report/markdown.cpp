// A summary for the page of a job, at most as large as GitHub takes one.
#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "engine/base/escaped.hpp"
#include "engine/base/text.hpp"
#include "harness/report/changes.hpp"
#include "harness/report/formats.hpp"
#include "harness/report/rounds.hpp"

namespace tetra::report {
namespace {

constexpr std::size_t longest_summary = std::size_t{1} << 20;  // GITHUB_STEP_SUMMARY
constexpr std::size_t kept_back = 4096;  // for what is said of the rows that were left out

// Shown as it is, in a cell of a table too: nothing of it is Markdown or HTML.
std::string plain(std::string_view text, std::size_t most = 300) {
  constexpr std::string_view punctuation = "\\`*_{}[]()#+!|~$";
  std::string out;
  for (const char c : text::escaped(text, most)) {
    if (c == '<' || c == '>' || c == '&' || c == '@') {
      out += fmt::format("&#{};", static_cast<int>(c));
    } else {
      if (punctuation.find(c) != punctuation.npos) out += '\\';
      out += c;
    }
  }
  return out;
}

// To be copied: everything that Markdown or a table would take for its own is a character
// reference.
std::string code(std::string_view text) {
  std::string out = "<code>";
  for (const char c : text::escaped(text, 400)) {
    const bool special = std::string_view("\\`*_{}[]()#!|~$<>&@").find(c) != std::string_view::npos;
    out += special ? fmt::format("&#{};", static_cast<int>(c)) : std::string(1, c);
  }
  return out + "</code>";
}

class Page {
 public:
  /// Rows below a head, for as long as there is room, then how many were left out.
  void table(const std::string& head, const std::vector<std::string>& rows,
             const std::string& foot = "\n") {
    if (rows.empty()) return;
    std::size_t done = 0;
    if (fits(head.size() + foot.size())) {
      text_ += head;
      for (; done < rows.size() && fits(rows[done].size() + foot.size()); ++done)
        text_ += rows[done];
      text_ += foot;
    }
    if (done < rows.size())
      text_ += fmt::format("{} of these {} rows are left out: a summary has at most 1 MiB.\n\n",
                           rows.size() - done, rows.size());
  }
  void line(const std::string& text) {
    if (fits(text.size() + 2)) text_ += text + "\n\n";
  }
  const std::string& text() const { return text_; }

 private:
  bool fits(std::size_t more) const { return text_.size() + more + kept_back <= longest_summary; }
  std::string text_;
};

std::string shown_values(const std::map<std::string, std::string>& all) {
  std::vector<std::string> parts;
  for (const auto& [probe, value] : all) parts.push_back(plain(probe + " " + value, 120));
  return text::join(parts, "<br>");
}

std::string details(const CaseRounds& one) {
  const run::Finished& finished = one.representative();
  std::string text = plain(finished.verdict.reason);
  if (one.changed_verdict()) text += "<br>its verdict changed: " + plain(told(one.outcomes));
  for (const judge::IdleFault& fault : finished.diagnosis.idle)
    text += fmt::format("<br>fault {}: {}", fault.index + 1, plain(fault.why));
  if (!finished.diagnosis.near_misses.scenarios.empty())
    text += "<br>" + plain(told(finished.diagnosis.near_misses));
  return text;
}

void add_counts(Page& page, const Results& results, const std::vector<CaseRounds>& cases) {
  std::map<std::string, std::size_t> counts;
  for (const CaseRounds& one : cases)
    ++counts[std::string(judge::to_string(one.representative().verdict.kind))];
  const auto bad =
      std::count_if(cases.begin(), cases.end(), [](const CaseRounds& one) { return one.failed(); });
  page.line(fmt::format(
      "## TETRA Lab: {}",
      bad == 0 ? "no case failed" : fmt::format("{} of {} cases failed", bad, cases.size())));
  std::vector<std::string> rows;
  for (const auto& [verdict, count] : counts)
    rows.push_back(fmt::format("| {} | {} |\n", verdict, count));
  page.table("| verdict | cases |\n|---|---:|\n", rows);
  const Header& header = results.header;
  page.line(fmt::format("tetralab {}, {} cells, seed {}{}{}", header.version, header.isolation,
                        header.seed, header.shard.empty() ? "" : ", shard " + header.shard,
                        header.interrupted
                            ? "; **a signal ended the run: only what had ended by then is told**"
                            : ""));
}

void add_failures(Page& page, const Results& results, const std::vector<CaseRounds>& cases) {
  std::vector<std::string> rows;
  for (const CaseRounds& one : cases) {
    if (!one.failed()) continue;
    const run::Finished& finished = one.representative();
    rows.push_back(
        fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", plain(finished.a_case.scenario->id),
                    plain(finished.a_case.client->name), judge::to_string(finished.verdict.kind),
                    shown_values(finished.verdict.expected), shown_values(finished.verdict.actual),
                    details(one), code(results.again(finished.a_case))));
  }
  page.table(
      "### Failed\n\n| scenario | client | verdict | expected | actual | why | again "
      "|\n|---|---|---|---|---|---|---|\n",
      rows);
}

void add_rounds(Page& page, const std::vector<CaseRounds>& cases) {
  std::vector<std::string> rows;
  for (const CaseRounds& one : cases) {
    const run::Case& what = one.rounds.front()->a_case;
    if (one.outcomes.size() > 1)
      rows.push_back(fmt::format("| {} | {} | {} |\n", plain(what.scenario->id),
                                 plain(what.client->name), plain(told(one.outcomes))));
  }
  page.table("### Not the same in all rounds\n\n| scenario | client | how often |\n|---|---|---|\n",
             rows);
}

void add_changes(Page& page, const Results& results) {
  if (!results.changes) return;
  if (results.changes->empty()) return page.line("### Since the baseline\n\nNothing changed.");
  std::vector<std::string> rows;
  for (const Change& one : *results.changes)
    rows.push_back(fmt::format("| {} | {} | {} | {} |\n", to_string(one.kind), plain(one.scenario),
                               plain(one.client), plain(one.what)));
  page.table("### Since the baseline\n\n| change | scenario | client | |\n|---|---|---|---|\n",
             rows);
}

void add_skipped(Page& page, const std::vector<CaseRounds>& cases) {
  std::map<std::string, std::size_t> reasons;
  std::size_t all = 0;
  for (const CaseRounds& one : cases) {
    if (one.representative().verdict.kind != judge::Kind::skipped) continue;
    ++reasons[one.representative().verdict.reason];
    ++all;
  }
  std::vector<std::string> rows;
  for (const auto& [reason, count] : reasons)
    rows.push_back(fmt::format("| {} | {} |\n", plain(reason), count));
  page.table(fmt::format("<details><summary>{} cases skipped, and why</summary>\n\n| reason | "
                         "cases |\n|---|---:|\n",
                         all),
             rows, "\n</details>\n");
}

}  // namespace

std::string to_markdown(const Results& results) {
  const auto cases = by_case(results.cases);
  Page page;
  add_counts(page, results, cases);
  add_failures(page, results, cases);
  add_changes(page, results);
  add_rounds(page, cases);
  add_skipped(page, cases);
  return page.text();
}

}  // namespace tetra::report
