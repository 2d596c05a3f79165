#pragma once
#include <poll.h>
#include <signal.h>

#include <array>
#include <chrono>
#include <vector>

namespace tetra::run {

/// Whose the keys Ctrl-C and Ctrl-\ are: they signal every process of the terminal's foreground,
/// the lab and its client alike.
enum class Keyboard { ends_the_lab, is_the_clients };

/// While it lives, SIGINT, SIGTERM, SIGHUP and SIGQUIT do not end the process but are told, so that
/// cells and folders can be cleared away. A SIGHUP that was ignored before (nohup(1)) stays
/// ignored. One at a time.
class Interruption {
 public:
  /// With `is_the_clients` a SIGINT or SIGQUIT that the terminal sent is nothing to this process;
  /// one from kill(2) is.
  explicit Interruption(Keyboard keyboard = Keyboard::ends_the_lab);
  /// Signals that came meanwhile, a second Ctrl-C for instance, are forgotten.
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  /// poll(2) that ends at once when a signal has come, whether before or meanwhile.
  void poll(std::vector<pollfd>& fds, std::chrono::milliseconds most) const;
  bool requested() const { return signal() != 0; }
  /// The first signal that came; 0 when none did.
  int signal() const;

 private:
  static constexpr std::array<int, 4> numbers{SIGINT, SIGTERM, SIGHUP, SIGQUIT};
  sigset_t before_{};
  std::array<struct sigaction, numbers.size()> actions_{};
};

}  // namespace tetra::run
