#include "harness/cell/keeper.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "harness/cell/channel.hpp"
#include "harness/cell/inside.hpp"
#include "harness/cell/namespaces.hpp"
#include "harness/cell/process_tree.hpp"
#include "harness/cell/refusal.hpp"

namespace tetra::cell {
namespace {
using namespace std::chrono_literals;

// Only a process that is stuck in the kernel outlives SIGKILL for longer, on a busy machine too.
constexpr Duration patience = 30s;

[[noreturn]] void give_up(int channel, const Problem& problem) {
  send_message(channel, failure_message(problem));
  ::_exit(126);
}

void close_all_but(std::vector<int> kept) {
  std::ranges::sort(kept);
  unsigned next = 3;
  for (const int fd : kept) {
    if (fd < 3 || static_cast<unsigned>(fd) < next) continue;
    if (static_cast<unsigned>(fd) > next) ::close_range(next, static_cast<unsigned>(fd) - 1, 0);
    next = static_cast<unsigned>(fd) + 1;
  }
  ::close_range(next, ~0u, 0);
}

// Handlers that the launcher installed would act on its behalf in the wrong process.
void forget_handlers() {
  for (int number = 1; number < NSIG; ++number) ::signal(number, SIG_DFL);
}

sigset_t block_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : {SIGTERM, SIGCHLD, SIGINT, SIGQUIT, SIGHUP}) sigaddset(&set, number);
  ::sigprocmask(SIG_SETMASK, &set, nullptr);
  return set;
}

void die_with(pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent) ::_exit(126);
}

// Whether the cell has a user namespace of its own.
bool enter_namespaces(int channel, pid_t parent) {
  auto in_user_namespace = unshare_namespaces();
  if (!in_user_namespace) give_up(channel, in_user_namespace.error());
  // New credentials have cleared the death signal (prctl(2)).
  die_with(parent);
  if (!*in_user_namespace) return false;
  if (!send_message(channel, word::map)) ::_exit(126);
  if (!receive_message(channel, 60s)) ::_exit(126);
  return true;
}

// Kills what the cell leaves behind. In a PID namespace the kernel has done so before the cell's
// death is told.
void clear_up(IsolationKind kind, pid_t cell) {
  ::kill(cell, SIGKILL);
  if (kind == IsolationKind::ports_cell) kill_descendants_and_wait(patience);
}

[[noreturn]] void watch(IsolationKind kind, pid_t cell, const sigset_t& signals) {
  while (true) {
    int status = 0;
    const pid_t ended = ::waitpid(-1, &status, WNOHANG);
    if (ended == cell) {
      if (kind == IsolationKind::ports_cell) kill_descendants_and_wait(patience);
      ::_exit(WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
    }
    if (ended > 0) continue;
    siginfo_t told{};
    if (::sigwaitinfo(&signals, &told) == SIGTERM) {
      clear_up(kind, cell);
      while (::waitpid(cell, &status, 0) < 0 && errno == EINTR) {
      }
      ::_exit(128 + SIGKILL);
    }
  }
}

}  // namespace

void run_keeper(IsolationKind kind, const CellSpec& spec, const CellBody& body, Fd channel,
                pid_t parent) noexcept {
  const auto signals = block_signals();
  forget_handlers();
  die_with(parent);
  auto kept = spec.keep;
  kept.push_back(channel.get());
  close_all_but(kept);
  // Whoever is orphaned in a ports cell comes to the cell, or to the keeper once the cell is dead.
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  Inside inside;
  inside.kind = kind;
  inside.keeper = ::getpid();
  inside.in_user_namespace =
      kind == IsolationKind::namespace_cell && enter_namespaces(channel.get(), parent);
  int lifeline[2];
  if (::pipe2(lifeline, O_CLOEXEC) != 0) give_up(channel.get(), refused("pipe").value());
  const pid_t cell = ::fork();
  if (cell < 0) give_up(channel.get(), refused("fork").value());
  if (cell == 0) {
    ::close(lifeline[1]);
    inside.channel = std::move(channel);
    run_inside(std::move(inside), spec, body, Fd(lifeline[0]));
  }
  ::close(lifeline[0]);
  close_all_but({lifeline[1]});
  watch(kind, cell, signals);
}

}  // namespace tetra::cell
