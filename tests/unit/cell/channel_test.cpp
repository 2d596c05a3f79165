#include "harness/cell/channel.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <thread>

#include "harness/cell/fd.hpp"

namespace tetra::cell {
namespace {
using namespace std::chrono_literals;

struct Pair {
  Fd a, b;
  Pair() {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) throw std::runtime_error("socketpair");
    a.reset(ends[0]);
    b.reset(ends[1]);
  }
};

TEST(Channel, CarriesMessagesWholeAndInOrder) {
  Pair pair;
  const std::string big(3'000'000, 'x');
  std::jthread sender([&] {
    send_message(pair.a.get(), big);
    send_message(pair.a.get(), "");
    send_message(pair.a.get(), "last");
  });
  EXPECT_EQ(receive_message(pair.b.get(), 10s).value_or("-"), big);
  EXPECT_EQ(receive_message(pair.b.get(), 10s).value_or("-"), "");
  EXPECT_EQ(receive_message(pair.b.get(), 10s).value_or("-"), "last");
}

TEST(Channel, SaysThatThePeerEnded) {
  Pair pair;
  pair.a.reset();
  EXPECT_EQ(receive_message(pair.b.get(), 10s).error().code, "channel-closed");
  EXPECT_FALSE(send_message(pair.b.get(), "x"));
}

TEST(Channel, SaysThatNothingCameInTime) {
  Pair pair;
  EXPECT_EQ(receive_message(pair.b.get(), 20ms).error().code, "channel-timeout");
}

TEST(Channel, RefusesAMessageBeyondTheLimitWithoutReadingIt) {
  Pair pair;
  send_message(pair.a.get(), "too long");
  EXPECT_EQ(receive_message(pair.b.get(), 10s, 4).error().code, "channel-too-long");
}

}  // namespace
}  // namespace tetra::cell
