#include "harness/cell/client_runner.hpp"

#include <signal.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "harness/cell/process_tree.hpp"
#include "tests/unit/cell/cell_fixture.hpp"

namespace tetra::cell {
namespace {
using namespace std::chrono_literals;

/// Clients in each kind of cell, as each user.
class Client : public ::testing::TestWithParam<std::tuple<IsolationKind, User>> {
 protected:
  void SetUp() override {
    if (user() == User::nobody && ::geteuid() != 0) GTEST_SKIP() << "only root can become nobody";
    if (kind() == IsolationKind::ports_cell && !proc_is_mounted())
      GTEST_SKIP() << "/proc is not mounted here";
    if (kind() == IsolationKind::ports_cell) return;
    const auto why = why_no_namespaces(user());
    if (why != "-") GTEST_SKIP() << why;
  }
  static IsolationKind kind() { return std::get<0>(GetParam()); }
  static User user() { return std::get<1>(GetParam()); }
  static std::string run(const std::function<std::string(Inside&)>& function) {
    const auto result = in_cell(user(), kind(), lab_spec(), function);
    EXPECT_FALSE(result.problem) << to_string(result.problem.value_or(Problem{}));
    return result.said;
  }
};

ClientCommand script(const std::string& text) {
  ClientCommand command;
  command.argv = {"sh", "-c", text};
  command.time_limit = 30s;
  return command;
}

std::string word(ClientExit::How how) {
  switch (how) {
    case ClientExit::How::exited:
      return "exited";
    case ClientExit::How::signalled:
      return "signalled";
    case ClientExit::How::timed_out:
      return "timed out";
    case ClientExit::How::not_started:
      return "not started";
  }
  return "?";
}

std::string summary(const ClientExit& exit) {
  return word(exit.how) + ' ' + std::to_string(exit.status) + ' ' + exit.out + '|' + exit.err;
}

TEST_P(Client, TellsExitStatusAndBothOutputs) {
  EXPECT_EQ(run([](Inside& cell) {
              return summary(run_client(cell.kind, script("echo out; echo err >&2; exit 204")));
            }),
            "exited 204 out\n|err\n");
}

TEST_P(Client, TellsTheSignalThatEndedIt) {
  EXPECT_EQ(run([](Inside& cell) {
              return summary(run_client(cell.kind, script("kill -SEGV $$")));
            }).substr(0, 12),
            "signalled 11");
}

TEST_P(Client, TellsWhyItWasNotStarted) {
  const auto said = run([](Inside& cell) {
    ClientCommand missing;
    missing.argv = {"no-such-program"};
    ClientCommand not_a_program;
    not_a_program.argv = {"/etc/passwd"};
    ClientCommand nowhere = script("true");
    nowhere.directory = "/no/such/folder";
    return summary(run_client(cell.kind, missing)) + '\n' +
           summary(run_client(cell.kind, not_a_program)) + '\n' +
           summary(run_client(cell.kind, nowhere)) + '\n' +
           summary(run_client(cell.kind, ClientCommand{}));
  });
  EXPECT_EQ(said,
            "not started 2 |no-such-program: No such file or directory\nnot started 13 "
            "|/etc/passwd: Permission denied\n"
            "not started 2 |/no/such/folder: No such file or directory\nnot started 22 |no "
            "command: Invalid argument");
}

TEST_P(Client, KeepsOutputUpToTheBoundAndCountsTheRest) {
  const auto said = run([](Inside& cell) {
    auto command = script("head -c 3000000 /dev/zero; head -c 1000 /dev/zero >&2");
    command.output_limit = 1'000'000;
    const auto exit = run_client(cell.kind, command);
    return std::to_string(exit.out.size()) + ' ' + std::to_string(exit.out_dropped) + ' ' +
           std::to_string(exit.err.size()) + ' ' + std::to_string(exit.err_dropped) + ' ' +
           word(exit.how);
  });
  EXPECT_EQ(said, "1000000 2000000 1000 0 exited");
}

TEST_P(Client, GetsItsEnvironmentDirectoryAndNoInput) {
  const auto said = run([](Inside& cell) {
    auto command = script("pwd; echo $GREETING; wc -c; ls /proc/self/fd | wc -l");
    command.directory = "/usr";
    command.environment = with(clean_environment(), {{"GREETING", "hello"}});
    return run_client(cell.kind, command).out;
  });
  EXPECT_EQ(said, "/usr\nhello\n0\n4\n");
}

// Leaves its group and session, is an orphan, and ignores SIGTERM, like its parents.
const std::string stubborn_tree =
    "trap '' TERM; (setsid sh -c 'while :; do sleep 1000; done' &) ; (sleep 1000 &); echo started; "
    "while :; do sleep 1000; done";

TEST_P(Client, IsGoneWithItsWholeTreeAfterTheTimeLimit) {
  const auto said = run([](Inside& cell) {
    auto command = script(stubborn_tree);
    command.time_limit = 300ms;
    command.grace = 50ms;
    const auto exit = run_client(cell.kind, command);
    const bool soon = exit.time >= 300ms && exit.time < 30s;
    return summary(exit) + (exit.survivors ? " survivors" : "") + (soon ? " soon " : " late ") +
           std::to_string(descendants(::getpid()).size());
  });
  EXPECT_EQ(said, "timed out 9 started\n| soon 0");
}

TEST_P(Client, ThatUnderstandsSigtermMayCleanUp) {
  const auto said = run([](Inside& cell) {
    auto command = script("trap 'echo bye; exit 3' TERM; echo up; while :; do sleep 0.05; done");
    command.time_limit = 300ms;
    command.grace = 10s;
    return summary(run_client(cell.kind, command));
  });
  EXPECT_EQ(said.substr(0, 15), "timed out 3 up\n");
  EXPECT_NE(said.find("bye\n"), std::string::npos);
}

TEST_P(Client, LeavesNothingBehindWhenItEndsByItself) {
  const auto said = run([](Inside& cell) {
    const auto exit =
        run_client(cell.kind, script("(setsid sleep 1000 &); sleep 1000 & echo done"));
    return summary(exit) + std::to_string(descendants(::getpid()).size());
  });
  EXPECT_EQ(said, "exited 0 done\n|0");
}

TEST_P(Client, SeesItsOrphansReapedWhileItRuns) {
  const auto said = run([](Inside& cell) {
    return run_client(cell.kind, script("p=$(sh -c 'sleep 0.05 >/dev/null & echo $!'); while kill "
                                        "-0 $p 2>/dev/null; do sleep 0.02; done; echo reaped"))
        .out;
  });
  EXPECT_EQ(said, "reaped\n");
}

TEST_P(Client, MayRunBesideAnother) {
  const auto said = run([](Inside& cell) {
    asio::io_context io(1);
    ClientRunner runner(io.get_executor(), cell.kind);
    std::string outputs;
    auto collect = [&](std::exception_ptr failed, ClientExit exit) {
      if (failed) std::rethrow_exception(failed);
      outputs += exit.out;
      if (outputs.size() == 4) io.stop();
    };
    auto slow = script("sleep 0.3; echo b");
    auto quick = script("echo a");
    asio::co_spawn(io, runner.run(slow), collect);
    asio::co_spawn(io, runner.run(quick), collect);
    io.run_for(60s);
    return outputs;
  });
  EXPECT_EQ(said, "a\nb\n");
}

INSTANTIATE_TEST_SUITE_P(In, Client,
                         ::testing::Combine(::testing::Values(IsolationKind::namespace_cell,
                                                              IsolationKind::ports_cell),
                                            ::testing::Values(User::self, User::nobody)),
                         [](const auto& test) {
                           const bool spaces =
                               std::get<0>(test.param) == IsolationKind::namespace_cell;
                           return std::string(spaces ? "namespace" : "ports") +
                                  (std::get<1>(test.param) == User::self ? "_self" : "_nobody");
                         });

}  // namespace
}  // namespace tetra::cell
