#include "harness/cell/client_runner.hpp"

#include <signal.h>
#include <sys/wait.h>

#include <chrono>

#include "harness/cell/client_output.hpp"
#include "harness/cell/process_tree.hpp"
#include "harness/cell/refusal.hpp"
#include "harness/cell/spawn.hpp"

namespace tetra::cell {
namespace {
using namespace std::chrono_literals;
using Clock = wire::Clock;

// How long SIGKILL and the last bytes in the pipes may take on a busy machine before a process
// counts as stuck.
constexpr Duration farewell = 30s;

}  // namespace

/// One client from start to end; wakes its waiter whenever something about it changes.
class ClientRunner::Run {
 public:
  Run(ClientRunner& runner, Spawned spawned, std::size_t limit)
      : runner_(runner),
        process_(spawned.process),
        changed_(runner.executor_),
        out(runner.executor_, std::move(spawned.out), limit, [this] { changed_.cancel(); }),
        err(runner.executor_, std::move(spawned.err), limit, [this] { changed_.cancel(); }) {
    ++runner_.active_;
    runner_.reaper_.watch(process_, [this](int status) {
      status_ = status;
      time_ = Clock::now() - started_;
      changed_.cancel();
    });
    runner_.reaper_.on_change([this] { changed_.cancel(); });
  }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run() {
    --runner_.active_;
    runner_.reaper_.forget(process_);
    runner_.reaper_.on_change({});
  }

  bool ended() const { return status_.has_value(); }
  bool drained() const { return ended() && out.closed() && err.closed(); }

  /// Waits until `done`; false when the deadline came first.
  Task<bool> until(bool (Run::*done)() const, Clock::time_point deadline) {
    while (!(this->*done)()) {
      if (Clock::now() >= deadline) co_return false;
      co_await change(deadline);
    }
    co_return true;
  }

  /// Waits until something changed, or the deadline.
  Task<void> change(Clock::time_point deadline) {
    changed_.expires_at(deadline);
    co_await changed_.async_wait();
  }

  pid_t process() const { return process_; }

  void fill(ClientExit& result) {
    result.time = time_;
    result.out = out.take();
    result.err = err.take();
    result.out_dropped = out.dropped();
    result.err_dropped = err.dropped();
    if (!status_) return;
    const bool signalled = WIFSIGNALED(*status_);
    if (result.how != ClientExit::How::timed_out)
      result.how = signalled ? ClientExit::How::signalled : ClientExit::How::exited;
    result.status = signalled ? WTERMSIG(*status_) : WEXITSTATUS(*status_);
    result.core = signalled && WCOREDUMP(*status_);
  }

 private:
  ClientRunner& runner_;
  pid_t process_;
  Clock::time_point started_ = Clock::now();
  std::optional<int> status_;
  Duration time_{};
  wire::Timer changed_;

 public:
  ClientOutput out;
  ClientOutput err;
};

ClientRunner::ClientRunner(asio::any_io_executor executor, IsolationKind kind)
    : executor_(executor), kind_(kind), reaper_(std::move(executor)) {}

Task<ClientExit> ClientRunner::run(ClientCommand command) {
  ClientExit result;
  auto spawned = spawn(command);
  if (!spawned) {
    result.status = error_number(spawned.error());
    result.err = spawned.error().what;
    co_return result;
  }
  Run run(*this, std::move(*spawned), command.output_limit);
  const auto limit =
      command.time_limit ? Clock::now() + *command.time_limit : Clock::time_point::max();
  const bool in_time = co_await run.until(&Run::ended, limit);
  if (!in_time) {
    result.how = ClientExit::How::timed_out;
    signal_tree(run.process(), SIGTERM);
    const auto grace_ends = Clock::now() + command.grace;
    co_await run.until(&Run::ended, grace_ends);
  }
  co_await clear_away(&run);
  result.survivors = !run.drained() || (active_ == 1 && Reaper::has_children());
  run.fill(result);
  co_return result;
}

Task<void> ClientRunner::clear_away(Run* run) {
  const auto deadline = Clock::now() + farewell;
  // A process that is just being forked can be missed in a ports cell, hence again and again until
  // no child is left.
  while (Reaper::has_children() && Clock::now() < deadline) {
    signal_tree(run->process(), SIGKILL);
    if (active_ > 1) break;
    const auto soon = Clock::now() + 10ms;
    co_await run->change(soon);
  }
  co_await run->until(&Run::drained, deadline);
}

void ClientRunner::signal_tree(pid_t process, int signal) const {
  if (active_ == 1 && kind_ == IsolationKind::namespace_cell && ::getpid() == 1) {
    ::kill(-1, signal);  // everything in the PID namespace but this process, at one moment
    return;
  }
  // Where /proc is not mounted, the group is all that can be known of the client's tree.
  ::kill(-process, signal);
  if (active_ == 1) signal_descendants(signal);
}

}  // namespace tetra::cell
