#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/quantity.hpp"
#include "harness/cell/environment.hpp"

namespace tetra::cell {

/// One run of a client program, started without a shell.
struct ClientCommand {
  std::vector<std::string> argv;  ///< argv[0] is looked up in the client's own PATH
  Environment environment = clean_environment();
  std::string directory;  ///< empty: the cell's own
  /// The client keeps this process's standard input, output and error (for a person at a terminal);
  /// nothing is captured then.
  bool terminal = false;
  std::optional<Duration> time_limit;  ///< none: as long as it takes
  Duration grace =
      std::chrono::milliseconds(500);  ///< between SIGTERM and SIGKILL after the time limit
  std::size_t output_limit = std::size_t{4} << 20;  ///< bytes kept of each of stdout and stderr
};

struct ClientExit {
  enum class How { exited, signalled, timed_out, not_started };
  How how = How::not_started;
  int status = 0;   ///< exit status, signal number, or the errno for which it was not started
  std::string out;  ///< the first `output_limit` bytes of standard output
  std::string err;  ///< likewise of standard error; for not_started what the system said
  std::uint64_t out_dropped = 0;  ///< bytes beyond the limit
  std::uint64_t err_dropped = 0;
  Duration time{};         ///< from start to exit
  bool core = false;       ///< the system says that it wrote a core dump
  bool survivors = false;  ///< a process of the client's outlived SIGKILL (stuck in the kernel)
};

}  // namespace tetra::cell
