#include "harness/cell/reaper.hpp"

#include <signal.h>
#include <sys/wait.h>

#include "harness/cell/signal_wait.hpp"

namespace tetra::cell {

Reaper::Reaper(boost::asio::any_io_executor executor)
    : signals_(std::move(executor), signal_fd({SIGCHLD}), [this](int fd) {
        while (take_signal(fd) != 0) {
        }
        reap();
        return true;
      }) {}

void Reaper::watch(pid_t process, Ended ended) {
  watched_[process] = std::move(ended);
}

void Reaper::forget(pid_t process) {
  watched_.erase(process);
}

bool Reaper::has_children() {
  siginfo_t ignored{};
  return ::waitid(P_ALL, 0, &ignored, WEXITED | WNOHANG | WNOWAIT) == 0;
}

void Reaper::reap() {
  int status = 0;
  pid_t process = 0;
  while ((process = ::waitpid(-1, &status, WNOHANG)) > 0) {
    const auto found = watched_.find(process);
    if (found == watched_.end()) continue;
    const auto ended = std::move(found->second);
    watched_.erase(found);
    ended(status);
  }
  if (changed_) changed_();
}

}  // namespace tetra::cell
