#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tetra::select {

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

}  // namespace tetra::select
