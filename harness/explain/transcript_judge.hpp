#pragma once
#include <optional>
#include <string>

#include "harness/explain/table.hpp"
#include "harness/explain/transcript.hpp"
#include "harness/judge/verdict.hpp"

namespace tetra::explain {

/// A client's output from another machine, and what is known of that run.
struct OutsideRun {
  Transcript transcript;
  std::optional<int> exit;  ///< told; left out, it is looked for in the text
  std::size_t attempt = 0;  ///< of the scenario, from 0
};

/// The verdict on it. The lab did not see that wire: nothing is proven of faults and `wire:`.
struct TranscriptVerdict {
  judge::Verdict verdict;
  std::optional<int> exit;
  bool exit_was_told = false;
  std::string version;   ///< of the client, where its file's pattern finds it in the text
  std::string evidence;  ///< how sure the expectation is
};

/// Judges by the scenario's expectation of that client. Problems: `nothing-expected` when the
/// scenario says nothing of the client or skips it, `no-exit-status` when one is expected and
/// neither told nor found, `no-attempt`.
Result<TranscriptVerdict> judge_transcript(const Table& table, const scenario::Scenario& scenario,
                                           const clients::Client& client, const OutsideRun& run);

/// The exit status that a transcript of this client shows: the program's own last words, or 0 where
/// all went well.
std::optional<int> exit_in(const Table& table, const std::string& client,
                           const Transcript& transcript);

}  // namespace tetra::explain
