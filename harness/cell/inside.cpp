#include "harness/cell/inside.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <iostream>

#include "engine/base/text.hpp"
#include "harness/cell/channel.hpp"
#include "harness/cell/file_view.hpp"
#include "harness/cell/keeper.hpp"
#include "harness/cell/namespaces.hpp"
#include "harness/cell/network.hpp"
#include "harness/cell/refusal.hpp"

namespace tetra::cell {
namespace {

void die_with_the_keeper(int lifeline) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  pollfd keeper{lifeline, 0, 0};
  if (::poll(&keeper, 1, 0) > 0 && (keeper.revents & POLLHUP) != 0) ::_exit(126);
}

// Ctrl-C is the launcher's to understand; a client's hang-up must not end the world.
void settle_signals() {
  for (const int number : {SIGINT, SIGQUIT, SIGHUP, SIGPIPE}) ::signal(number, SIG_IGN);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

// The kernel spares PID 1 the signals that it sends itself; abort() would then end as a SIGSEGV.
void let_abort_end_pid_1() {
  ::signal(SIGABRT, [](int number) { ::_exit(128 + number); });
}

int run_guarded(const CellBody& body, Inside inside) {
  try {
    return body(std::move(inside));
  } catch (const std::exception& bug) {
    std::fprintf(stderr, "the cell failed: %s\n", bug.what());
    return 126;
  }
}

}  // namespace

std::string failure_message(const Problem& problem) {
  return std::string(word::failed) + '\n' + problem.code + '\n' + problem.what + '\n' +
         problem.hint;
}

Result<std::vector<std::string>> enter_namespace_cell(const CellSpec& spec) {
  if (auto made = make_mounts_private(); !made) return fail(made.error());
  if (!spec.hostname.empty() && ::sethostname(spec.hostname.data(), spec.hostname.size()) != 0)
    return refused("sethostname");
  auto remarks = build_file_view(spec);
  if (!remarks) return remarks;
  auto more = build_network(spec);
  if (!more) return more;
  remarks->insert(remarks->end(), more->begin(), more->end());
  return remarks;
}

void run_inside(Inside inside, const CellSpec& spec, const CellBody& body, Fd lifeline) {
  die_with_the_keeper(lifeline.get());
  lifeline.reset();
  settle_signals();
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  if (inside.kind == IsolationKind::namespace_cell) {
    let_abort_end_pid_1();
    auto remarks = enter_namespace_cell(spec);
    if (!remarks) {
      send_message(inside.channel.get(), failure_message(remarks.error()));
      ::_exit(126);
    }
    inside.remarks = std::move(*remarks);
  }
  std::string ready(word::ready);
  for (const auto& remark : inside.remarks) ready += '\n' + remark;
  if (!send_message(inside.channel.get(), ready)) ::_exit(126);
  const int status = run_guarded(body, std::move(inside));
  std::cout.flush();
  std::fflush(nullptr);
  // Destructors of statics belong to the launcher.
  ::_exit(status);
}

}  // namespace tetra::cell
