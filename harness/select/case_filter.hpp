#pragma once
#include <set>
#include <string>

#include "harness/report/past_run.hpp"
#include "harness/select/run_options.hpp"
#include "harness/select/selection.hpp"

namespace tetra::select {

/// Which of the chosen cases this run takes: `--shard`, `--durations`, `--only-failed`.
class Narrowing {
 public:
  /// Reads what was typed, and the files. Problems `bad-shard`, and those of report::PastRun.
  static Result<Narrowing> read(const RunOptions& options, const Selection& selection);

  bool takes(const std::string& scenario, const std::string& client) const {
    return takes_all_ || chosen_.contains({scenario, client});
  }
  /// What people have to know of it, a sentence a line; empty when nothing was narrowed.
  const std::string& told() const { return told_; }

 private:
  bool takes_all_ = true;
  std::set<report::CaseName> chosen_;
  std::string told_;
};

}  // namespace tetra::select
