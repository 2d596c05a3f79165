#include "harness/cell/launch.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>

#include "engine/base/text.hpp"
#include "harness/cell/channel.hpp"
#include "harness/cell/file_view.hpp"
#include "harness/cell/keeper.hpp"
#include "harness/cell/namespaces.hpp"
#include "harness/cell/refusal.hpp"

namespace tetra::cell {
namespace {
using namespace std::chrono_literals;

// Far above what a busy machine needs; a cell that is not ready by then never will be.
constexpr Duration preparation_deadline = 60s;
// Longer than the keeper's own patience: killing the keeper first would set its processes free.
constexpr Duration farewell_deadline = 40s;

Problem problem_of(const std::vector<std::string>& lines) {
  return Problem{lines.size() > 1 ? lines[1] : "cell-failed",
                 {},
                 lines.size() > 2 ? lines[2] : "",
                 lines.size() > 3 ? lines[3] : ""};
}

// Answers the keeper's requests until the cell is ready or has failed.
Result<std::vector<std::string>> prepare(pid_t keeper, int channel) {
  while (true) {
    auto message = receive_message(channel, preparation_deadline, 1u << 20);
    if (!message) return fail(message.error());
    const auto lines = text::split(*message, '\n');
    if (lines.front() == word::failed) return fail(problem_of(lines));
    if (lines.front() == word::ready)
      return std::vector<std::string>(lines.begin() + 1, lines.end());
    if (auto mapped = write_identity_maps(keeper); !mapped) return fail(mapped.error());
    if (!send_message(channel, word::mapped))
      return fail("channel-closed", {}, "the cell ended without a word");
  }
}

}  // namespace

CellProcess::CellProcess(CellProcess&& other) noexcept
    : keeper_(std::exchange(other.keeper_, -1)),
      pidfd_(std::move(other.pidfd_)),
      channel_(std::move(other.channel_)),
      remarks_(std::move(other.remarks_)),
      status_(other.status_) {}

CellProcess::~CellProcess() {
  kill();
}

std::optional<int> CellProcess::wait(Duration deadline) {
  if (keeper_ < 0) return status_;
  const auto until = std::chrono::steady_clock::now() + deadline;
  while (true) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now())
            .count();
    pollfd waiting{pidfd_.get(), POLLIN, 0};
    const int ready =
        ::poll(&waiting, 1, static_cast<int>(std::clamp<std::int64_t>(left, 0, 1 << 30)));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return std::nullopt;
    break;
  }
  int status = 0;
  while (::waitpid(keeper_, &status, 0) < 0 && errno == EINTR) {
  }
  keeper_ = -1;
  status_ = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return status_;
}

void CellProcess::kill() {
  if (keeper_ < 0) return;
  ::kill(keeper_, SIGTERM);
  if (wait(farewell_deadline)) return;
  ::kill(keeper_, SIGKILL);
  wait(farewell_deadline);
}

Result<CellProcess> launch(IsolationKind kind, const CellSpec& spec, const CellBody& body) {
  if (auto good = check_paths(spec); !good) return fail(good.error());
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return refused("socketpair");
  Fd outer(ends[0]);
  Fd inner(ends[1]);
  // What is buffered now would be written a second time by the child.
  std::cout.flush();
  std::fflush(nullptr);
  const pid_t parent = ::getpid();
  const pid_t keeper = ::fork();
  if (keeper < 0) return refused("fork");
  if (keeper == 0) run_keeper(kind, spec, body, std::move(inner), parent);
  inner.reset();
  CellProcess process(keeper, Fd(static_cast<int>(::syscall(SYS_pidfd_open, keeper, 0))),
                      std::move(outer));
  auto remarks = prepare(keeper, process.channel());
  if (!remarks) return fail(remarks.error());
  process.set_remarks(std::move(*remarks));
  return process;
}

void reclaim_terminal() {
  if (::isatty(STDIN_FILENO) == 0 || ::tcgetpgrp(STDIN_FILENO) == ::getpgrp()) return;
  sigset_t stop;
  sigset_t old;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTTOU);
  ::pthread_sigmask(SIG_BLOCK, &stop, &old);
  ::tcsetpgrp(STDIN_FILENO, ::getpgrp());
  ::pthread_sigmask(SIG_SETMASK, &old, nullptr);
}

}  // namespace tetra::cell
