#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

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
std::string unique_word() {
  return "cell-end-" + std::to_string(::getpid());
}

/// A pipe whose write end the stubborn tree holds: two lines say that it stands, end of file that
/// nobody of it is left.
class Life {
 public:
  Life() {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("pipe");
    read_.reset(ends[0]);
    write_.reset(ends[1]);
  }
  int write_end() const { return write_.get(); }
  bool tree_stands() { return next() == 'u' && next() == 'u'; }
  bool ends() {
    write_.reset();
    char byte = next();
    while (byte == 'u') byte = next();
    return byte == '\0';
  }

 private:
  // The next byte, '\0' at the end, '?' after a minute.
  char next() {
    pollfd waiting{read_.get(), POLLIN, 0};
    if (::poll(&waiting, 1, 60000) != 1) return '?';
    char byte = 0;
    return ::read(read_.get(), &byte, 1) == 1 ? byte : '\0';
  }
  Fd read_;
  Fd write_;
};

// A tree whose members would live on: an orphan in a session of its own, and both ignore SIGTERM.
void start_stubborn_tree(const Life& life, const std::string& word) {
  ::dup2(life.write_end(), STDOUT_FILENO);
  ClientCommand command;
  command.terminal = true;
  const std::string stay_on = "trap '' TERM; printf u; while :; do sleep 1000; done";
  command.argv = {"sh", "-c", "(setsid sh -c \"" + stay_on + "\" " + word + " &); " + stay_on,
                  word};
  if (!spawn(command)) throw std::runtime_error("spawn");
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

int stay(const Life& life, const std::string& word) {
  start_stubborn_tree(life, word);
  return ::pause();
}

TEST_P(EndOfCell, AKilledCellLeavesNoProcessAndNoMount) {
  const auto before = mounts();
  const auto word = unique_word();
  Life life;
  auto spec = lab_spec();
  spec.keep = {life.write_end()};
  auto cell = launch(GetParam(), spec, [&](Inside) { return stay(life, word); });
  ASSERT_TRUE(cell) << to_string(cell.error());
  EXPECT_TRUE(life.tree_stands());
  EXPECT_GE(processes_with(word), 2);
  EXPECT_EQ(mounts(), before);
  cell->kill();
  EXPECT_EQ(processes_with(word), 0);
  EXPECT_EQ(mounts(), before);
}

TEST_P(EndOfCell, ACellDiesWithItsLauncher) {
  Life life;
  auto spec = lab_spec();
  spec.keep = {life.write_end()};
  const pid_t launcher = ::fork();
  if (launcher == 0) {
    auto cell = launch(GetParam(), spec, [&](Inside) { return stay(life, unique_word()); });
    if (cell) ::pause();
    ::_exit(1);
  }
  EXPECT_TRUE(life.tree_stands());
  ::kill(launcher, SIGKILL);
  ::waitpid(launcher, nullptr, 0);
  EXPECT_TRUE(life.ends());
}

TEST_P(EndOfCell, TheBodysStatusIsTheCells) {
  auto cell = launch(GetParam(), lab_spec(), [](Inside) { return 42; });
  ASSERT_TRUE(cell) << to_string(cell.error());
  EXPECT_EQ(cell->wait(60s), 42);
  EXPECT_EQ(cell->wait(0s), 42);
}

TEST_P(EndOfCell, ACrashIsToldAsItsSignalAndClearsAway) {
  const auto word = unique_word();
  Life life;
  auto spec = lab_spec();
  spec.keep = {life.write_end()};
  auto cell = launch(GetParam(), spec, [&](Inside) -> int {
    start_stubborn_tree(life, word);
    std::abort();
  });
  ASSERT_TRUE(cell) << to_string(cell.error());
  EXPECT_EQ(cell->wait(60s), 128 + SIGABRT);
  EXPECT_TRUE(life.ends());
  EXPECT_EQ(processes_with(word), 0);
}

TEST_P(EndOfCell, AnExceptionIsStatus126) {
  auto cell = launch(GetParam(), lab_spec(),
                     [](Inside) -> int { throw std::runtime_error("a bug, on purpose"); });
  ASSERT_TRUE(cell) << to_string(cell.error());
  EXPECT_EQ(cell->wait(60s), 126);
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
  EXPECT_EQ(cell->wait(60s), 0);
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_P(EndOfCell, ARunningCellIsNotWaitedForLongerThanAsked) {
  auto cell = launch(GetParam(), lab_spec(), [](Inside) { return ::pause(); });
  ASSERT_TRUE(cell) << to_string(cell.error());
  EXPECT_EQ(cell->wait(20ms), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(In, EndOfCell,
                         ::testing::Values(IsolationKind::namespace_cell,
                                           IsolationKind::ports_cell),
                         [](const auto& param) {
                           return param.param == IsolationKind::namespace_cell ? "namespace"
                                                                               : "ports";
                         });

}  // namespace
}  // namespace tetra::cell
