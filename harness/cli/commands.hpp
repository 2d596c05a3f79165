#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tetra::cli {

/// What `tetralab run` was asked for.
struct RunOptions {
  std::vector<std::string> what;     ///< ids, globs, files, folders, client files
  std::vector<std::string> clients;  ///< names or files; empty: all
  unsigned jobs = 4;                 ///< cells at a time
  std::string isolation = "auto";
  unsigned repeat = 1;
  std::uint64_t seed = 1;
  std::map<std::string, std::string>
      reports;            ///< format's name -> file to write, `-`: standard output
  std::string keep;       ///< folder to write; empty: none
  std::string shard;      ///< `1/4`; empty: all
  std::string durations;  ///< an earlier run's JSON, by which shards are cut; empty: by what the
                          ///< scenarios say
  std::string only_failed, baseline;  ///< an earlier run's JSON
  std::string
      propose;  ///< where to write expectations made from what is measured; empty: judge instead
};

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
int run_cases(const RunOptions& options);
int list(const std::string& stage, bool as_json);
int show(const std::string& what, const std::string& asked_language);
int clients(const std::string& what);
int lint(const std::vector<std::string>& files, bool schema);
int faults(const std::string& only, bool markdown);
int up(const StayOptions& options);
int explain(const std::vector<std::string>& what, const std::string& asked_language, bool as_json);
int judge_output(const JudgeOptions& options);
int shell(const StayOptions& options, const std::vector<std::string>& command);

/// Reads the command line and runs the command.
int command_line(int argc, char** argv);

}  // namespace tetra::cli
