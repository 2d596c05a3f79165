#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "harness/cell/channel.hpp"
#include "harness/cell/spawn.hpp"
#include "tests/unit/cell/cell_fixture.hpp"

namespace tetra::cell {
namespace {
using namespace std::chrono_literals;

std::string mounts() {
  std::ifstream file("/proc/self/mountinfo");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// How many processes of the machine have that word in their command line.
int processes_with(const std::string& word) {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::ifstream file(entry.path() / "cmdline");
    std::string line;
    std::getline(file, line);
    if (line.find(word) != line.npos) ++count;
  }
  return count;
}

// A word that no other process has, made at run time.
std::string unique_word() { return "cell-end-" + std::to_string(::getpid()); }

// A tree whose members would live on: orphans in sessions of their own that ignore SIGTERM.
void start_stubborn_tree(const std::string& word) {
  ClientCommand command;
  command.argv = {"sh", "-c", "trap '' TERM; (setsid sh -c 'trap \"\" TERM; while :; do sleep 1000; done' " + word + " &); while :; do sleep 1000; done", word};
  if (!spawn(command)) throw std::runtime_error("spawn");
}

bool becomes(int count, const std::string& word) {
  for (const auto until = std::chrono::steady_clock::now() + 10s; std::chrono::steady_clock::now() < until;) {
    if (processes_with(word) == count) return true;
    ::usleep(2000);
  }
  return false;
}

/// Both kinds of cell, launched by the user that runs the test.
class EndOfCell : public ::testing::TestWithParam<IsolationKind> {
 protected:
  void SetUp() override {
    if (!proc_is_mounted()) GTEST_SKIP() << "/proc is not mounted here";
    if (GetParam() == IsolationKind::ports_cell) return;
    const auto why = why_no_namespaces(User::self);
    if (why != "-") GTEST_SKIP() << why;
  }
};

int stay(Inside inside, const std::string& word) {
  start_stubborn_tree(word);
  send_message(inside.channel.get(), "up");
  ::pause();
  return 0;
}

TEST_P(EndOfCell, AKilledCellLeavesNoProcessAndNoMount) {
  const auto before = mounts();
  const auto word = unique_word();
  auto cell = launch(GetParam(), lab_spec(), [&](Inside inside) { return stay(std::move(inside), word); });
  ASSERT_TRUE(cell) << to_string(cell.error());
  ASSERT_TRUE(receive_message(cell->channel(), 10s));
  EXPECT_TRUE(becomes(2, word));
  EXPECT_EQ(mounts(), before);
  cell->kill();
  EXPECT_EQ(processes_with(word), 0);
  EXPECT_EQ(mounts(), before);
}

TEST_P(EndOfCell, ACellDiesWithItsLauncher) {
  const auto word = unique_word();
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const pid_t launcher = ::fork();
  if (launcher == 0) {
    auto cell = launch(GetParam(), lab_spec(), [&](Inside inside) { return stay(std::move(inside), word); });
    if (cell && receive_message(cell->channel(), 10s) && ::write(ends[1], "u", 1) == 1) ::pause();
    ::_exit(1);
  }
  pollfd up{ends[0], POLLIN, 0};
  EXPECT_EQ(::poll(&up, 1, 10000), 1);
  EXPECT_TRUE(becomes(2, word));
  ::kill(launcher, SIGKILL);
  ::waitpid(launcher, nullptr, 0);
  EXPECT_TRUE(becomes(0, word));
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_P(EndOfCell, TheBodysStatusIsTheCells) {
  auto cell = launch(GetParam(), lab_spec(), [](Inside) { return 42; });
  ASSERT_TRUE(cell) << to_string(cell.error());
  EXPECT_EQ(cell->wait(10s), 42);
  EXPECT_EQ(cell->wait(0s), 42);
}

TEST_P(EndOfCell, ACrashIsToldAsItsSignalAndClearsAway) {
  const auto word = unique_word();
  auto cell = launch(GetParam(), lab_spec(), [&](Inside) -> int {
    start_stubborn_tree(word);
    std::abort();
  });
  ASSERT_TRUE(cell) << to_string(cell.error());
  EXPECT_EQ(cell->wait(10s), 128 + SIGABRT);
  EXPECT_EQ(processes_with(word), 0);
}

TEST_P(EndOfCell, AnExceptionIsStatus126) {
  auto cell = launch(GetParam(), lab_spec(), [](Inside) -> int { throw std::runtime_error("a bug, on purpose"); });
  ASSERT_TRUE(cell) << to_string(cell.error());
  EXPECT_EQ(cell->wait(10s), 126);
}

TEST_P(EndOfCell, OnlyTheNamedDescriptorsAreOpenInside) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  auto spec = lab_spec();
  spec.keep = {ends[1]};
  auto cell = launch(GetParam(), spec, [&](Inside) {
    const bool other_closed = ::read(ends[0], nullptr, 0) < 0 && errno == EBADF;
    return ::write(ends[1], "x", 1) == 1 && other_closed ? 0 : 1;
  });
  ASSERT_TRUE(cell) << to_string(cell.error());
  EXPECT_EQ(cell->wait(10s), 0);
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_P(EndOfCell, ARunningCellIsNotWaitedForLongerThanAsked) {
  auto cell = launch(GetParam(), lab_spec(), [](Inside) { return ::pause(); });
  ASSERT_TRUE(cell) << to_string(cell.error());
  EXPECT_EQ(cell->wait(20ms), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(In, EndOfCell, ::testing::Values(IsolationKind::namespace_cell, IsolationKind::ports_cell),
                         [](const auto& param) { return param.param == IsolationKind::namespace_cell ? "namespace" : "ports"; });

}  // namespace
}  // namespace tetra::cell
