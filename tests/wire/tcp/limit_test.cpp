// Services that have enough connections, and the peers that make it so.
#include <gtest/gtest.h>

#include "engine/wire/spawn.hpp"
#include "mockserver/tcp/tcp_fault.hpp"
#include "tests/wire/tcp/protocol.hpp"
#include "world/crowd.hpp"

namespace tetra::test {
namespace {

std::vector<Line> limited(const std::string& then) {
  return {line("connection-limit", {{"above", "1"}, {"then", then}})};
}

TEST(TcpConnectionLimit, ResetsOrClosesOneTooMany) {
  for (const auto& [then, end] : {std::pair("reset", End::reset), std::pair("fin", End::fin)}) {
    Server server(greet, limited(then));
    RawClient first(server.port());
    EXPECT_EQ(first.read(5), "hello");
    EXPECT_EQ(server.events().count(event::Fault::kind), 0u);
    RawClient second(server.port());
    second.send("x");
    EXPECT_EQ(second.listen().end, end) << then;
    EXPECT_EQ(server.events().wait(event::Fault::kind)->connection, 2u);
  }
}

TEST(TcpConnectionLimit, LeavesOneTooManyInSilence) {
  Server server(greet, limited("silence"));
  RawClient first(server.port());
  EXPECT_EQ(first.read(5), "hello");
  RawClient second(server.port());
  const Heard heard = second.listen(silence);
  EXPECT_EQ(heard.bytes, "");
  EXPECT_EQ(heard.end, End::open);
}

TEST(TcpConnectionLimit, ServesTheQueueWhenAPlaceIsFree) {
  Server server(greet, limited("queue"));
  auto first = std::make_unique<RawClient>(server.port());
  EXPECT_EQ(first->read(5), "hello");
  RawClient second(server.port());
  EXPECT_EQ(second.listen(silence).bytes, "");
  first.reset();
  EXPECT_EQ(second.read(5), "hello");
  EXPECT_EQ(server.events().wait(event::Fault::kind)->connection, 2u);
}

TEST(TcpFull, RefusesWhileItIsFullAndNoLonger) {
  Server server(greet, {line("full", {{"at", "1"}})});
  auto first = std::make_unique<RawClient>(server.port());
  EXPECT_EQ(first->read(5), "hello");
  EXPECT_EQ(RawClient(server.port()).connect_error(), ECONNREFUSED);
  server.knock();
  EXPECT_EQ(server.events().wait(event::Fault::kind)->get(&event::Fault::fault), "tcp.full");
  first.reset();
  // The port opens again once the service has read the FIN.
  int error = ECONNREFUSED;
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (error == ECONNREFUSED && std::chrono::steady_clock::now() < deadline)
    error = RawClient(server.port()).connect_error();
  EXPECT_EQ(error, 0);
}

TEST(TcpUnreachable, KeepsTheDoorMuteAndNamesTheIcmpCode) {
  Server server(greet, {line("unreachable", {{"code", "admin-prohibited"}})});
  const auto icmp = [&] {
    std::optional<std::uint8_t> code;
    server.loop().run(
        [&] { code = server.listener().icmp_for(server.listener().endpoints().front()); });
    return code;
  };
  EXPECT_EQ(icmp(), 13);
  server.knock();
  EXPECT_EQ(server.events().wait(event::Fault::kind)->get(detail::icmp_code), 13);
  RawClient::Settings impatient;
  impatient.connect_within = std::chrono::milliseconds(100);
  EXPECT_EQ(RawClient(server.port(), impatient).connect_error(), ETIMEDOUT)
      << "the answer is the packet tap's part";
  Server healthy(greet);
  healthy.loop().run(
      [&] { EXPECT_FALSE(healthy.listener().icmp_for(healthy.listener().endpoints().front())); });
}

// Sends the crowd that the plan asks for, as a world does.
Task<> gather(Server& server, world::Crowd& crowd, world::Crowd::Met met, bool& there) {
  there = true;
  for (const tcp::Peers& peers : server.listener().crowd()) {
    const bool these = co_await crowd.gather(peers, met, server.listener().endpoints().front(),
                                             "tetra-defs.amp.cisco.com", false);
    there = there && these;
  }
}

TEST(TcpCrowd, ComesBeforeTheClientAndLeavesWhenTold) {
  Server server(greet, {line("crowd", {{"peers", "20"}})});
  std::optional<world::Crowd> crowd;
  bool there = false;
  server.loop().run([&] {
    crowd.emplace(server.loop().executor());
    wire::spawn(server.loop().executor(),
                gather(
                    server, *crowd,
                    [&](const std::string& from) { return server.listener().meets(from); }, there));
  });
  EXPECT_EQ(server.events().wait(event::Fault::kind)->get(detail::peers), 20);
  EXPECT_EQ(server.events().count(event::Connection::kind), 20u) << "all are met by now";
  server.loop().run([&] {
    EXPECT_TRUE(there);
    crowd->leave();
  });
  EXPECT_EQ(RawClient(server.port()).read(5), "hello");
}

// The kernel has taken all of them long before: in place is only whom the service has met.
TEST(TcpCrowd, IsThereOnceTheServiceHasMetEachOfThem) {
  Server server(greet, {line("crowd", {{"peers", "3"}})});
  std::optional<world::Crowd> crowd;
  bool there = false;
  std::size_t asked = 0;
  std::set<std::string> met;
  server.loop().run([&] {
    crowd.emplace(server.loop().executor());
    const auto met_at_twentieth = [&](const std::string& from) {
      if (++asked % 20 != 0) return false;
      EXPECT_TRUE(server.listener().meets(from)) << from;
      return met.insert(from).second;
    };
    wire::spawn(server.loop().executor(), gather(server, *crowd, met_at_twentieth, there));
  });
  EXPECT_EQ(server.events().wait(event::Fault::kind)->get(detail::peers), 3);
  server.loop().run([&] {
    EXPECT_TRUE(there);
    EXPECT_EQ(asked, 60u);
    EXPECT_EQ(met.size(), 3u);
    crowd->leave();
  });
}

TEST(TcpCrowd, IsNobodyWithoutTheFault) {
  Server server(greet);
  server.loop().run([&] { EXPECT_TRUE(server.listener().crowd().empty()); });
}

}  // namespace
}  // namespace tetra::test
