#pragma once
#include <cstddef>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/run/case.hpp"

namespace tetra::report {

/// What stands above all cases of a run.
struct Header {
  std::string version;    ///< of the lab
  std::string isolation;  ///< `namespace` or `ports`
  std::string why;        ///< why that isolation
  std::uint64_t seed = 1;
  bool interrupted = false;  ///< a signal ended the run before all cases had ended
  std::string started;       ///< UTC, `2026-01-31T12:00:00Z`
  std::string shard;         ///< `1/4`; empty: the whole
};

/// What is different from an earlier run.
struct Change {
  enum class Kind { newly_failing, mended, other_verdict, added, gone, slower };
  Kind kind = Kind::other_verdict;
  std::string scenario, client;
  std::string what;  ///< `wrong-error, was pass`
};

/// The command that runs a case again.
using Again = std::function<std::string(const run::Case&)>;

class HtmlReport;

/// All that a report is made of.
struct Results {
  Header header;
  std::vector<run::Finished>
      cases;  ///< by stage, scenario and client; rounds of one case behind each other
  Again again;
  std::shared_ptr<HtmlReport>
      page;  ///< took every case as it ended, when the page was asked for; else null
  std::optional<std::vector<Change>> changes;  ///< since the baseline; nullopt: there was none
};

/// The verdicts that are neither pass, measured nor skipped.
bool failed(const run::Finished& finished);

/// A line per finished case, or a bar that stays in place on a terminal.
class Progress {
 public:
  Progress(std::ostream& out, std::size_t total, bool terminal)
      : out_(out), total_(total), terminal_(terminal) {}
  void tell(const run::Finished& finished);
  /// Takes the bar away.
  void clear();

 private:
  std::ostream& out_;
  std::size_t total_;
  std::size_t done_ = 0;
  std::size_t failed_ = 0;
  bool terminal_;
};

/// Scenario x client; repeated cases share a cell. Footnotes give the reason of every skip.
void print_table(std::ostream& out, const std::vector<run::Finished>& all);
/// `the client reported what `a`, `b` and 3 more expect`.
std::string told(const judge::NearMisses& near);
/// Expected and actual, why faults were idle, near misses, the last events, what the client said,
/// and the command that runs it again.
void print_failures(std::ostream& out, const std::vector<run::Finished>& all, const Again& again);
/// The same of one case, for reports that are text.
std::string failure_text(const run::Finished& finished, const Again& again);
/// `42 cases: 40 pass, 2 skipped`, with repeats which verdicts and reports changed and how often
/// each came, and last whether nothing was run at all. False when a verdict changed between
/// repeats.
bool print_summary(std::ostream& out, const std::vector<run::Finished>& all);

/// Writes events.jsonl, stdout.txt, stderr.txt, scenario.yaml, verdict.json and rerun.sh (that
/// script, executable) into the case's kept folder, beside what the cell has left there: the
/// client's own files, capture.pcapng and keys.log. Problem `evidence-lost` when any of it, those
/// of the cell too, could not be written; the others are there then.
Result<void> write_evidence(const Header& header, const run::Finished& finished,
                            const std::string& rerun_script);
/// verdict.json alone, anew: once more is known of a failed case. No effect where its folder has
/// gone, or is a link by now.
void write_verdict(const Header& header, const run::Finished& finished);

}  // namespace tetra::report
