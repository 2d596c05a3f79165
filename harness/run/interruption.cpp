#include "harness/run/interruption.hpp"

namespace tetra::run {
namespace {

volatile sig_atomic_t came = 0;
volatile sig_atomic_t keys_are_the_clients = 0;

void note(int number, siginfo_t* told, void*) {
  const bool from_keyboard = told->si_code == SI_KERNEL && (number == SIGINT || number == SIGQUIT);
  if (from_keyboard && keys_are_the_clients != 0) return;
  if (came == 0) came = number;
}

}  // namespace

Interruption::Interruption(Keyboard keyboard) {
  came = 0;
  keys_are_the_clients = keyboard == Keyboard::is_the_clients ? 1 : 0;
  sigset_t all;
  sigemptyset(&all);
  for (const int number : numbers) sigaddset(&all, number);
  ::sigprocmask(SIG_BLOCK, &all, &before_);
  struct sigaction noting {};
  noting.sa_sigaction = note;
  noting.sa_flags = SA_SIGINFO;
  noting.sa_mask = all;  // so that `came` is the first of several
  for (std::size_t n = 0; n < numbers.size(); ++n) {
    ::sigaction(numbers[n], nullptr, &actions_[n]);
    if (numbers[n] == SIGHUP && actions_[n].sa_handler == SIG_IGN) continue;
    ::sigaction(numbers[n], &noting, nullptr);
  }
}

Interruption::~Interruption() {
  for (std::size_t n = 0; n < numbers.size(); ++n) {
    // Ignoring a pending signal discards it; unblocked, it would end the process before its results
    // are written.
    ::signal(numbers[n], SIG_IGN);
    ::sigaction(numbers[n], &actions_[n], nullptr);
  }
  ::sigprocmask(SIG_SETMASK, &before_, nullptr);
}

void Interruption::poll(std::vector<pollfd>& fds, std::chrono::milliseconds most) const {
  const timespec limit{most.count() / 1000, (most.count() % 1000) * 1'000'000};
  ::ppoll(fds.data(), fds.size(), &limit, &before_);
  // ppoll takes a signal in only where it waits: with a descriptor ready each time, on a busy
  // machine, none would ever come.
  sigset_t ours;
  ::sigprocmask(SIG_SETMASK, &before_, &ours);
  ::sigprocmask(SIG_SETMASK, &ours, nullptr);
}

int Interruption::signal() const {
  return came;
}

}  // namespace tetra::run
