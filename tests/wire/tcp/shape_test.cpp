// How the bytes of a whole connection pass: slices, rates, delays, and ends at an exact byte.
#include <gtest/gtest.h>

#include <array>
#include <set>

#include "mockserver/tcp/tcp_fault.hpp"
#include "tests/wire/tcp/protocol.hpp"

namespace tetra::test {
namespace {

using namespace std::chrono_literals;

// Sends 1,000 bytes as soon as it has read one, then whatever it reads, until the peer has gone.
Task<> thousand(tcp::Arrival arrival) {
  std::array<char, 4096> bytes;
  const wire::IoResult first = co_await arrival.connection->read_some(asio::buffer(bytes));
  const std::string body(1000, 'b');
  if (!first.ec) co_await arrival.connection->write(asio::buffer(body));
  co_await wire::wait_until_closed(*arrival.connection);
}

std::chrono::steady_clock::duration time_for(RawClient& client, std::size_t bytes) {
  const auto begun = std::chrono::steady_clock::now();
  client.send("x");
  EXPECT_EQ(client.read(bytes).size(), bytes);
  return std::chrono::steady_clock::now() - begun;
}

TEST(TcpBanner, ComesBeforeThePeerHasSaidAnything) {
  Server server(thousand, {line("banner", {{"bytes", "220 hello\r\n"}})});
  RawClient client(server.port());
  EXPECT_EQ(client.read(11), "220 hello\r\n");
  EXPECT_EQ(server.events().wait(event::Fault::kind)->get(&event::Fault::fault), "tcp.banner");
  Server healthy(thousand);
  EXPECT_EQ(RawClient(healthy.port()).listen(silence).bytes, "");
}

TEST(TcpAcceptDelay, ServesTheConnectionLate) {
  Server server(greet, {line("accept-delay", {{"by", "150ms"}})});
  const auto begun = std::chrono::steady_clock::now();
  RawClient client(server.port());
  EXPECT_EQ(client.connect_error(), 0);
  EXPECT_EQ(client.read(5), "hello");
  EXPECT_GE(std::chrono::steady_clock::now() - begun, 150ms);
  EXPECT_EQ(server.events().count(event::Fault::kind), 1u);
}

TEST(TcpAcceptDelay, TakesOneAfterTheOtherInTurn) {
  Server server(greet, {line("accept-delay", {{"by", "100ms"}, {"in-turn", "true"}})});
  const auto begun = std::chrono::steady_clock::now();
  const RawClient first(server.port());
  const RawClient second(server.port());
  RawClient third(server.port());
  EXPECT_EQ(third.read(5), "hello");
  EXPECT_GE(std::chrono::steady_clock::now() - begun, 300ms);
}

TEST(TcpHalfClose, EndsTheServersDirectionAndReadsOn) {
  Server server(thousand, {line("half-close", {{"at", "300"}})});
  RawClient client(server.port());
  client.send("x");
  const Heard heard = client.listen();
  EXPECT_EQ(heard.bytes.size(), 300u);
  EXPECT_EQ(heard.end, End::fin);
  EXPECT_TRUE(client.send(std::string(100'000, 'x'))) << "the other direction is open";
  EXPECT_EQ(server.events().wait(event::Fault::kind)->get(detail::at_byte), 300);
}

TEST(TcpBreakOff, ResetsBehindExactlyTheAskedBytes) {
  Server server(thousand, {line("break-off", {{"at", "321"}})});
  RawClient client(server.port());
  client.send("x");
  const Heard heard = client.listen();
  EXPECT_EQ(heard.bytes.size(), 321u);
  EXPECT_EQ(heard.end, End::reset);
}

TEST(TcpBreakOff, EndsByFinBehindExactlyTheAskedBytes) {
  Server server(thousand, {line("break-off", {{"at", "999"}, {"by", "fin"}})});
  RawClient client(server.port());
  client.send("x");
  const Heard heard = client.listen();
  EXPECT_EQ(heard.bytes.size(), 999u);
  EXPECT_EQ(heard.end, End::fin);
}

TEST(TcpBreakOff, CountsThePeersBytesWhenTold) {
  Server server(thousand, {line("break-off", {{"at", "10"}, {"direction", "up"}})});
  RawClient client(server.port());
  client.send("123456789");
  EXPECT_EQ(client.read(1000).size(), 1000u) << "nine bytes are one too few";
  client.send("0");
  EXPECT_EQ(client.listen().end, End::reset);
  EXPECT_EQ(server.events().wait(event::Fault::kind)->get(detail::at_byte), 10);
}

TEST(TcpBreakOff, IsNotMetByWhoStaysBelow) {
  Server server(thousand, {line("break-off", {{"at", "1001"}})});
  RawClient client(server.port());
  client.send("x");
  EXPECT_EQ(client.read(1000).size(), 1000u);
  EXPECT_EQ(client.listen(silence).end, End::open);
  EXPECT_EQ(server.events().count(event::Fault::kind), 0u);
}

TEST(TcpFreeze, PassesNothingBehindTheByteAndStaysOpen) {
  Server server(thousand, {line("freeze", {{"at", "500"}})});
  RawClient client(server.port());
  client.send("x");
  EXPECT_EQ(client.read(500).size(), 500u);
  const Heard heard = client.listen(silence);
  EXPECT_EQ(heard.bytes, "");
  EXPECT_EQ(heard.end, End::open);
  EXPECT_EQ(server.events().wait(event::Fault::kind)->get(detail::at_byte), 500);
}

TEST(TcpFreeze, ThawsWhenTold) {
  Server server(thousand, {line("freeze", {{"at", "500"}, {"for", "120ms"}})});
  RawClient client(server.port());
  EXPECT_GE(time_for(client, 1000), 120ms);
}

TEST(TcpSlice, SendsEachByteInASegmentOfItsOwn) {
  Server server(thousand, {line("slice", {{"bytes", "1"}, {"gap", "2ms"}})});
  RawClient client(server.port());
  EXPECT_GE(time_for(client, 100), 190ms) << "a gap lies between any two bytes";
  EXPECT_EQ(server.events().count(event::Fault::kind), 1u);
}

TEST(TcpLatency, DelaysEveryAnswer) {
  Server server(thousand, {line("latency", {{"by", "120ms"}})});
  RawClient client(server.port());
  EXPECT_GE(time_for(client, 1000), 120ms);
  EXPECT_EQ(server.events().wait(event::Fault::kind)->get(detail::ms), 120);
}

TEST(TcpLatency, VariesTheSameWayWithTheSameSeed) {
  std::vector<std::int64_t> seen[2];
  for (auto& delays : seen) {
    Server server(thousand, {line("latency", {{"by", "20ms"}, {"jitter", "20ms"}, {"seed", "7"}})});
    for (int n = 0; n < 5; ++n) {
      RawClient client(server.port());
      time_for(client, 1000);
    }
    for (const auto& event : server.events().all(event::Fault::kind))
      delays.push_back(event.get(detail::ms).value_or(0));
  }
  EXPECT_EQ(seen[0], seen[1]);
  EXPECT_NE(std::set<std::int64_t>(seen[0].begin(), seen[0].end()).size(), 1u);
}

TEST(TcpBandwidth, HoldsEachConnectionToTheRate) {
  Server server(thousand, {line("bandwidth", {{"rate", "4kB"}})});
  RawClient client(server.port());
  EXPECT_GE(time_for(client, 1000), 190ms) << "800 bytes stand behind the first 200";
  EXPECT_EQ(server.events().count(event::Fault::kind), 1u);
}

TEST(TcpBandwidth, IsSharedByAllConnectionsWhenTold) {
  Server server(thousand, {line("bandwidth", {{"rate", "8kB"}, {"shared", "true"}})});
  RawClient first(server.port());
  RawClient second(server.port());
  const auto begun = std::chrono::steady_clock::now();
  first.send("x");
  second.send("x");
  EXPECT_EQ(first.read(1000).size() + second.read(1000).size(), 2000u);
  EXPECT_GE(std::chrono::steady_clock::now() - begun, 190ms)
      << "1,600 bytes stand behind the first 400";
}

TEST(TcpLose, DropsThePeersLongSegments) {
  Server server(thousand, {line("lose", {{"longer-than", "200"}})});
  RawClient client(server.port());
  client.send(std::string(1000, 'x'));
  EXPECT_EQ(client.listen(silence).bytes, "");
  EXPECT_GE(server.events().wait(event::Fault::kind)->get(detail::segments), 1);
  RawClient modest(server.port());
  modest.send("x");
  EXPECT_EQ(modest.read(1000).size(), 1000u);
}

TEST(TcpLose, LosesWhatTheDiceSay) {
  Server server(thousand, {line("lose", {{"percent", "100"}})});
  RawClient client(server.port());
  client.send(std::string(100, 'x'));
  EXPECT_EQ(client.listen(silence).bytes, "");
  EXPECT_EQ(server.events().wait(event::Fault::kind)->get(&event::Fault::fault), "tcp.lose");
}

}  // namespace
}  // namespace tetra::test
