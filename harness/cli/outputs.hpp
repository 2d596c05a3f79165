#pragma once
#include <string>
#include <utility>
#include <vector>

#include "harness/cli/commands.hpp"
#include "harness/report/formats.hpp"
#include "harness/report/report_file.hpp"

namespace tetra::cli {

/// The files that a run was asked to write, opened before an hour of cells and not behind it.
class Outputs {
 public:
  /// Problems `same-file` when two would go to one place, `cannot-write`.
  static Result<Outputs> open(const select::RunOptions& options);

  /// Whether standard output belongs to a program, so that people must read standard error.
  bool take_standard_output() const { return take_standard_output_; }
  /// Whether that format was asked for.
  bool wants(std::string_view format) const;
  /// Takes an earlier run's reports away.
  void remove_old() const;
  /// Every report. False when one could not be written; the problem is printed.
  bool write(const report::Results& results) const;
  /// Where `--propose` goes.
  const report::ReportFile& proposal() const { return proposal_; }

 private:
  std::vector<std::pair<const report::Format*, report::ReportFile>> reports_;
  report::ReportFile proposal_;
  bool take_standard_output_ = false;
};

/// Prints the problem, if there is one.
bool good(const Result<void>& result);

}  // namespace tetra::cli
