#pragma once
#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace tetra::clients {

/// A command of a client's file beside its cases, with its output in a pipe and a process group of its own, which is killed, with all
/// that it left behind, when this object goes.
class Asked {
 public:
  /// Starts it; what can't be started gives no text and no status.
  explicit Asked(std::vector<std::string> words);
  Asked(const Asked&) = delete;
  Asked& operator=(const Asked&) = delete;
  ~Asked();

  /// Its stdout and stderr, 64 KiB at most, until the command itself ends or `most` is over: what it started may hold the pipe for ever.
  std::string read(std::chrono::steady_clock::duration most);
  /// The exit status, once `read` saw it end by itself.
  std::optional<int> status();

 private:
  void drain(std::string& text);

  pid_t process_ = -1;
  int out_ = -1;
  int ended_ = -1;
  bool open_ = true;
};

}  // namespace tetra::clients
