#pragma once
#include <poll.h>
#include <signal.h>

#include <chrono>
#include <vector>

namespace tetra::run {

/// While it lives, SIGINT and SIGTERM do not end the process but are told, so that cells and folders can be cleared away. One at a time.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  /// poll(2) that ends at once when a signal has come, whether before or meanwhile.
  void poll(std::vector<pollfd>& fds, std::chrono::milliseconds most) const;
  bool requested() const;

 private:
  sigset_t before_{};
  struct sigaction interrupt_ {};
  struct sigaction terminate_ {};
};

}  // namespace tetra::run
