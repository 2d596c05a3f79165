#pragma once
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "engine/base/result.hpp"
#include "harness/judge/verdict.hpp"

namespace tetra::report {

/// A scenario's id and a client's name.
using CaseName = std::pair<std::string, std::string>;

/// One case of an earlier run, all its rounds together.
struct PastCase {
  judge::Kind verdict =
      judge::Kind::skipped;  ///< of the first round that failed, else of the first
  double duration_ms = 0;    ///< the mean of the rounds
  unsigned rounds = 0;
};

/// What an earlier `--json FILE` says.
class PastRun {
 public:
  /// Problems `cannot-read`, `too-big` (more than 256 MiB), `not-results`, each with the file and
  /// what is wrong in it.
  static Result<PastRun> read(const std::string& path);
  /// The same from text; `name` is what problems call it.
  static Result<PastRun> parse(const std::string& text, const std::string& name);

  const std::map<CaseName, PastCase>& cases() const { return cases_; }
  /// nullptr: that run had no such case.
  const PastCase* find(const CaseName& name) const;

 private:
  std::map<CaseName, PastCase> cases_;
};

/// Whether that verdict counts as a failure.
bool is_failure(judge::Kind verdict);

}  // namespace tetra::report
