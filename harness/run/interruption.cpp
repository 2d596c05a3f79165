#include "harness/run/interruption.hpp"

namespace tetra::run {
namespace {

volatile sig_atomic_t came = 0;

}  // namespace

Interruption::Interruption() {
  came = 0;
  sigset_t both;
  sigemptyset(&both);
  sigaddset(&both, SIGINT);
  sigaddset(&both, SIGTERM);
  ::sigprocmask(SIG_BLOCK, &both, &before_);
  struct sigaction note {};
  note.sa_handler = [](int) { came = 1; };
  ::sigaction(SIGINT, &note, &interrupt_);
  ::sigaction(SIGTERM, &note, &terminate_);
}

Interruption::~Interruption() {
  ::sigaction(SIGINT, &interrupt_, nullptr);
  ::sigaction(SIGTERM, &terminate_, nullptr);
  ::sigprocmask(SIG_SETMASK, &before_, nullptr);
}

void Interruption::poll(std::vector<pollfd>& fds, std::chrono::milliseconds most) const {
  const timespec limit{most.count() / 1000, (most.count() % 1000) * 1'000'000};
  ::ppoll(fds.data(), fds.size(), &limit, &before_);
}

bool Interruption::requested() const { return came != 0; }

}  // namespace tetra::run
