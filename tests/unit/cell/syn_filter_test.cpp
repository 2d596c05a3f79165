#include "engine/wire/syn_filter.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include "harness/cell/fd.hpp"
#include "tests/unit/cell/cell_fixture.hpp"

namespace tetra::wire {
namespace {
using cell::Fd;

struct Listener {
  Fd fd{::socket(AF_INET, SOCK_STREAM, 0)};
  sockaddr_in address{};
  Listener() {
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(fd.get(), reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(fd.get(), 16) != 0 ||
        ::getsockname(fd.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) {
      throw std::runtime_error("listen");
    }
  }
};

Fd start_connect(const Listener& listener) {
  Fd fd(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
  ::connect(fd.get(), reinterpret_cast<const sockaddr*>(&listener.address),
            sizeof listener.address);
  return fd;
}

// 0: connected, an errno: refused with it, -1: no answer in that time.
int outcome(const Fd& fd, int within_ms) {
  pollfd waiting{fd.get(), POLLOUT, 0};
  if (::poll(&waiting, 1, within_ms) == 0) return -1;
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

// Newer kernels want CAP_NET_ADMIN for it.
bool filter_refused() {
  return swallow_syns(Listener().fd.get()).value() == EPERM;
}

TEST(SynFilter, GivesThePeerNoAnswerUntilItIsTakenAway) {
  if (filter_refused())
    GTEST_SKIP() << "this kernel wants CAP_NET_ADMIN for a filter on a TCP socket";
  const Listener listener;
  EXPECT_EQ(outcome(start_connect(listener), 5000), 0);
  EXPECT_EQ(swallow_syns(listener.fd.get()).message(), "Success");
  const auto waiting = start_connect(listener);
  EXPECT_EQ(outcome(waiting, 300), -1);
  EXPECT_EQ(stop_swallowing(listener.fd.get()).message(), "Success");
  EXPECT_EQ(outcome(start_connect(listener), 5000), 0);
  // The one that waits gets through with its first retransmission, a second after its first SYN.
  EXPECT_EQ(outcome(waiting, 10000), 0);
}

TEST(SynFilter, LeavesAcceptedConnectionsAlone) {
  if (filter_refused())
    GTEST_SKIP() << "this kernel wants CAP_NET_ADMIN for a filter on a TCP socket";
  const Listener listener;
  const auto client = start_connect(listener);
  const Fd server(::accept(listener.fd.get(), nullptr, nullptr));
  EXPECT_EQ(swallow_syns(listener.fd.get()).message(), "Success");
  ASSERT_EQ(::send(server.get(), "x", 1, 0), 1);
  pollfd waiting{client.get(), POLLIN, 0};
  EXPECT_EQ(::poll(&waiting, 1, 5000), 1);
}

TEST(SynFilter, ReportsABadDescriptor) {
  EXPECT_EQ(swallow_syns(-1).value(), EBADF);
  EXPECT_TRUE(stop_swallowing(-1));
}

// Silence, then an answer to whoever tries again, and nothing in the queue but that connection.
std::string silence_and_heal() {
  const Listener listener;
  SynSilence silence(listener.fd.get());
  std::string said = silence.begin().message() + ' ';
  said += std::to_string(outcome(start_connect(listener), 300)) + ' ';
  said += std::to_string(outcome(start_connect(listener), 300)) + ' ';
  said += silence.end().message() + ' ';
  said += std::to_string(outcome(start_connect(listener), 5000)) + ' ';
  int waiting = 0;
  ::fcntl(listener.fd.get(), F_SETFL, O_NONBLOCK);
  while (::accept(listener.fd.get(), nullptr, nullptr) >= 0) ++waiting;
  return said + std::to_string(waiting);
}

TEST(SynSilence, WorksAsAnyUserAndLeavesNoStrangeConnection) {
  for (const auto user : {cell::User::self, cell::User::nobody}) {
    EXPECT_EQ(cell::as_user(user, silence_and_heal), "Success -1 -1 Success 0 1");
  }
}

}  // namespace
}  // namespace tetra::wire
