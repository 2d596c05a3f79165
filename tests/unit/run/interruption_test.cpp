#include "harness/run/interruption.hpp"

#include <gtest/gtest.h>

namespace tetra::run {
namespace {

using namespace std::chrono_literals;

TEST(Interruption, IsToldThoughTheSignalCameBeforeThePoll) {
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
    const Interruption interruption;
    EXPECT_FALSE(interruption.requested());
    ::raise(number);
    std::vector<pollfd> none;
    const auto begun = std::chrono::steady_clock::now();
    interruption.poll(none, 30s);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 10s);
    EXPECT_TRUE(interruption.requested());
    EXPECT_EQ(interruption.signal(), number);
  }
}

TEST(Interruption, IsToldThoughSomethingIsReadyEachTime) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ASSERT_EQ(::write(ends[1], "x", 1), 1);
  {
    const Interruption interruption;
    ::kill(::getpid(), SIGTERM);
    std::vector<pollfd> ready{{ends[0], POLLIN, 0}};
    interruption.poll(ready, std::chrono::seconds(5));
    EXPECT_NE(ready.front().revents, 0);
    EXPECT_TRUE(interruption.requested());
  }
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST(Interruption, ForgetsWhatCameAfterTheFirstSignal) {
  {
    const Interruption interruption;
    ::raise(SIGINT);
    std::vector<pollfd> none;
    interruption.poll(none, 30s);
    ::raise(SIGINT);
    ::raise(SIGTERM);
    EXPECT_EQ(interruption.signal(), SIGINT);
  }
  SUCCEED() << "this process lives";
}

TEST(Interruption, LeavesAnIgnoredHangupIgnored) {
  ::signal(SIGHUP, SIG_IGN);
  {
    const Interruption interruption;
    ::raise(SIGHUP);
    std::vector<pollfd> none;
    interruption.poll(none, 1ms);
    EXPECT_FALSE(interruption.requested());
  }
  ::signal(SIGHUP, SIG_DFL);
}

TEST(Interruption, LeavesTheSignalsAsTheyWere) {
  struct sigaction before {};
  struct sigaction after {};
  ::sigaction(SIGINT, nullptr, &before);
  { const Interruption interruption; }
  ::sigaction(SIGINT, nullptr, &after);
  EXPECT_EQ(before.sa_handler, after.sa_handler);
  sigset_t blocked;
  ::sigprocmask(SIG_SETMASK, nullptr, &blocked);
  EXPECT_EQ(::sigismember(&blocked, SIGINT), 0);
}

}  // namespace
}  // namespace tetra::run
