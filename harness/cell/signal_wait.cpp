#include "harness/cell/signal_wait.hpp"

#include <signal.h>
#include <sys/signalfd.h>

namespace tetra::cell {

Fd signal_fd(std::initializer_list<int> signals) {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : signals) sigaddset(&set, number);
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
  return Fd(::signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC));
}

int take_signal(int fd) {
  signalfd_siginfo info{};
  const bool taken = ::read(fd, &info, sizeof info) == static_cast<ssize_t>(sizeof info);
  return taken ? static_cast<int>(info.ssi_signo) : 0;
}

SignalWait::SignalWait(asio::any_io_executor executor, std::initializer_list<int> signals)
    : descriptor_(std::move(executor), signal_fd(signals).release()) {}

Task<int> SignalWait::next() {
  while (true) {
    if (const int number = take_signal(descriptor_.native_handle()); number != 0) co_return number;
    auto [error] = co_await descriptor_.async_wait(asio::posix::descriptor_base::wait_read);
    if (error) co_return 0;
  }
}

}  // namespace tetra::cell
