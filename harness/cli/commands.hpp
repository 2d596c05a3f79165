#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/select/run_options.hpp"

namespace tetra::cli {

/// Exit statuses of `tetralab`.
inline constexpr int all_good = 0;
inline constexpr int some_failed = 1;
inline constexpr int usage_error = 2;

/// What `tetralab judge` was asked for.
struct JudgeOptions {
  std::string scenario, client;  ///< an id or a file; a name or a file
  std::string file;              ///< what the client printed; `-`: standard input
  std::optional<int> exit;       ///< its exit status; left out: found in the text
  std::size_t attempt = 1;       ///< of a scenario with several
  bool as_json = false;
};

/// What `tetralab up` or `tetralab shell` was asked for.
struct StayOptions {
  std::string what;                                       ///< an id or a file
  std::vector<std::string> clients{"curl", "connector"};  ///< whose command lines are told
  std::string isolation = "ports";
  bool isolation_was_told = false;
  std::size_t attempt = 1;  ///< whose faults are in force
  bool follow = false;      ///< tell events as they happen
  bool verbose = false;     ///< tell what there is to try, terminal or not
  std::string keep;         ///< folder for evidence; empty: none
};

// One function per command; each returns the exit status.
int run_cases(const select::RunOptions& options);
int list(const std::string& stage, bool as_json);
int show(const std::string& what, const std::string& asked_language);
int clients(const std::string& what);
int lint(const std::vector<std::string>& files, bool schema);
int faults(const std::string& only, bool markdown);
int events(bool markdown);
int up(const StayOptions& options);
int explain(const std::vector<std::string>& what, const std::string& asked_language, bool as_json);
int judge_output(const JudgeOptions& options);
int shell(const StayOptions& options, const std::vector<std::string>& command);

/// Reads the command line and runs the command.
int command_line(int argc, char** argv);

}  // namespace tetra::cli
