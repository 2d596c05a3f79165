// Doors: a connect that is refused, one that gets no answer, and one that opens between attempts.
#include <gtest/gtest.h>

#include "tests/wire/tcp/protocol.hpp"

namespace tetra::test {
namespace {

RawClient::Settings impatient() {
  RawClient::Settings settings;
  settings.connect_within = std::chrono::milliseconds(300);
  return settings;
}

// The fault holds in the first attempt only.
Line at_first(std::string name) {
  Line made = line(std::move(name));
  made.trigger = map_node({{"when", map_node({{"attempt", scalar_node("1")}})}});
  return made;
}

TEST(TcpDoor, HealthyLetsThePeerIn) {
  Server server(greet);
  RawClient client(server.port());
  EXPECT_EQ(client.connect_error(), 0);
  EXPECT_EQ(client.read(5), "hello");
  EXPECT_EQ(server.events().count(event::Fault::kind), 0u);
}

TEST(TcpRefuse, AnswersTheSynWithRst) {
  Server server(greet, {line("refuse")});
  const RawClient client(server.port());
  EXPECT_EQ(client.connect_error(), ECONNREFUSED);
  EXPECT_EQ(server.events().count(event::Fault::kind), 0u)
      << "no socket sees a refused SYN: the tap has to tell";
}

TEST(TcpSwallow, LeavesEverySynWithoutAnAnswer) {
  Server server(greet, {line("swallow")});
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(RawClient(server.port(), impatient()).connect_error(), ETIMEDOUT);
  EXPECT_EQ(server.events().count(event::Connection::kind), 0u);
}

class Knock : public testing::TestWithParam<const char*> {};

TEST_P(Knock, IsCountedAndReported) {
  Server server(greet, {line(GetParam())});
  server.knock();
  server.knock();
  EXPECT_EQ(server.events().wait(event::Syn::kind)->connection, 1u);
  const auto faults = server.events().all(event::Fault::kind);
  ASSERT_EQ(faults.size(), 2u);
  EXPECT_EQ(faults[0].get(&event::Fault::fault), std::string("tcp.") + GetParam());
  EXPECT_EQ(faults[1].connection, 2u);
}

TEST_P(Knock, SaysNothingAtAnOpenDoor) {
  Server server(greet, {at_first(GetParam())});
  server.next_attempt();
  server.knock();
  EXPECT_EQ(server.events().count(event::Syn::kind), 0u);
  EXPECT_EQ(server.events().count(event::Fault::kind), 0u);
}

TEST_P(Knock, OpensForTheNextAttemptAndCountsOn) {
  Server server(greet, {at_first(GetParam())});
  server.knock();
  EXPECT_NE(RawClient(server.port(), impatient()).connect_error(), 0);
  server.next_attempt();
  RawClient client(server.port());
  EXPECT_EQ(client.connect_error(), 0);
  EXPECT_EQ(client.read(5), "hello");
  EXPECT_EQ(server.events().wait(event::Connection::kind)->connection, 2u);
}

TEST_P(Knock, StaysOpenOverManyAttempts) {
  Server server(greet, {at_first(GetParam())});
  for (int i = 0; i < 5; ++i) {
    server.next_attempt();
    RawClient client(server.port());
    EXPECT_EQ(client.read(5), "hello");
  }
  EXPECT_EQ(server.events().count(event::Connection::kind), 5u);
}

INSTANTIATE_TEST_SUITE_P(Doors, Knock, testing::Values("refuse", "swallow"));

TEST(TcpDoor, ShutsForALaterAttempt) {
  for (const auto& [name, error] :
       {std::pair("refuse", ECONNREFUSED), std::pair("swallow", ETIMEDOUT)}) {
    Line later = line(name);
    later.trigger = map_node({{"when", map_node({{"attempt", scalar_node("2")}})}});
    Server server(greet, {later});
    EXPECT_EQ(RawClient(server.port()).read(5), "hello");
    server.next_attempt();
    EXPECT_EQ(RawClient(server.port(), impatient()).connect_error(), error);
    server.next_attempt();
    EXPECT_EQ(RawClient(server.port()).read(5), "hello");
  }
}

// A connection that the kernel had made before the doors were set is served: its peer has seen no
// deviation.
TEST(TcpDoor, LosesNobodyWhoCameWhileTheDoorsWereSet) {
  Server server(greet);
  std::unique_ptr<RawClient> client;
  server.loop().run([&] {
    client = std::make_unique<RawClient>(server.port());
    server.loop().post([&] { server.listener().open(); });
  });
  EXPECT_EQ(client->connect_error(), 0);
  EXPECT_EQ(client->read(5), "hello");
}

}  // namespace
}  // namespace tetra::test
