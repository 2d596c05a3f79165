// What happens right after accept: hang-up and mute.
#include <gtest/gtest.h>

#include "tests/wire/tcp/protocol.hpp"

namespace tetra::test {
namespace {

TEST(TcpHangUp, EndsByFinOnceThePeerHasSpoken) {
  Server server(greet, {line("hang-up", {{"by", "fin"}})});
  RawClient client(server.port());
  EXPECT_EQ(client.listen(silence).end, End::open);
  EXPECT_EQ(server.events().count(event::Fault::kind), 0u);
  client.send("x");
  const Heard heard = client.listen();
  EXPECT_EQ(heard.bytes, "");
  EXPECT_EQ(heard.end, End::fin);
  EXPECT_EQ(server.events().wait(event::Fault::kind)->get(&event::Fault::fault), "tcp.hang-up");
  EXPECT_EQ(server.events().wait(event::End::kind)->get(&event::End::how), "truncated");
}

TEST(TcpHangUp, EndsByResetOnceThePeerHasSpoken) {
  Server server(greet, {line("hang-up", {{"by", "reset"}})});
  RawClient client(server.port());
  client.send("x");
  const Heard heard = client.listen();
  EXPECT_EQ(heard.bytes, "");
  EXPECT_EQ(heard.end, End::reset);
  server.events().wait(event::End::kind);
  EXPECT_EQ(server.events().count(event::Fault::kind), 1u);
}

TEST(TcpHangUp, EndsByFinAtOnceWhenTold) {
  Server server(greet, {line("hang-up", {{"by", "fin"}, {"read-first", "false"}})});
  RawClient client(server.port());
  EXPECT_EQ(client.listen().end, End::fin);
  server.events().wait(event::End::kind);
  EXPECT_EQ(server.events().count(event::Fault::kind), 1u);
}

// The reset may overtake the peer's connect(2): either way it is a reset.
TEST(TcpHangUp, EndsByResetAtOnceWhenTold) {
  Server server(greet, {line("hang-up", {{"by", "reset"}, {"read-first", "false"}})});
  RawClient client(server.port());
  EXPECT_TRUE(client.connect_error() == ECONNRESET || client.listen().end == End::reset);
}

TEST(TcpHangUp, DoesNotActOnAPeerThatLeavesByItself) {
  Server server(greet, {line("hang-up")});
  RawClient client(server.port());
  client.close();
  server.events().wait(event::End::kind);
  EXPECT_EQ(server.events().count(event::Fault::kind), 0u) << server.events().dump();
}

TEST(TcpHangUp, LetsTheOtherConnectionsBe) {
  Server server(greet, {line("hang-up", {}, {{"after", "1"}, {"times", "1"}})});
  RawClient first(server.port());
  EXPECT_EQ(first.read(5), "hello");
  RawClient second(server.port());
  second.send("x");
  EXPECT_EQ(second.listen().end, End::fin);
  RawClient third(server.port());
  EXPECT_EQ(third.read(5), "hello");
  const auto faults = server.events().all(event::Fault::kind);
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].connection, 2u);
}

TEST(TcpMute, AcceptsReadsAndSaysNothing) {
  Server server(greet, {line("mute")});
  RawClient client(server.port());
  EXPECT_EQ(client.connect_error(), 0);
  EXPECT_TRUE(client.send(std::string(1'000'000, 'x'))) << "a mute service still reads";
  EXPECT_EQ(server.events().wait(event::Fault::kind)->get(&event::Fault::fault), "tcp.mute");
  const Heard heard = client.listen(silence);
  EXPECT_EQ(heard.bytes, "");
  EXPECT_EQ(heard.end, End::open);
  EXPECT_TRUE(client.established());
}

}  // namespace
}  // namespace tetra::test
