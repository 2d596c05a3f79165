// TlsConnection behind the handshake: bytes both ways at once, endings, peers that vanish.
#include <gtest/gtest.h>

#include <thread>

#include "engine/wire/spawn.hpp"
#include "tests/support/differs.hpp"
#include "tests/wire/wire/tls_server.hpp"

namespace tetra::test {
namespace {

class Tls : public testing::TestWithParam<Security> {};
INSTANTIATE_TEST_SUITE_P(Versions, Tls, testing::Values(Security::tls12, Security::tls13),
                         [](const auto& one) { return std::string(to_string(one.param)); });

TEST_P(Tls, ShakesHandsAndSaysTheVersion) {
  TlsServer server(GetParam(), honest, echo);
  RawClient client(server.port(), GetParam());
  ASSERT_TRUE(client.handshake());
  EXPECT_EQ(server.events().wait(event::Handshake::kind)->get(&event::Handshake::version),
            GetParam() == Security::tls12 ? "TLSv1.2" : "TLSv1.3");
  client.send("hello");
  EXPECT_EQ(client.read(5), "hello");
}

TEST_P(Tls, ReadsTheHello) {
  wire::Hello seen;
  TlsServer server(
      GetParam(),
      [&](const wire::Hello& hello) {
        seen = hello;
        return wire::HelloAnswer();
      },
      echo);
  RawClient::Settings settings;
  settings.security = GetParam();
  settings.server_name = "Tetra-Defs.amp.cisco.COM";
  RawClient client(server.port(), settings);
  const unsigned char protocols[] = {2, 'h', '2', 8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  SSL_set_alpn_protos(client.native(), protocols, sizeof protocols);
  ASSERT_TRUE(client.handshake());
  server.events().wait(event::Handshake::kind);
  EXPECT_EQ(seen.server_name, "tetra-defs.amp.cisco.com");
  EXPECT_EQ(seen.alpn, (std::vector<std::string>{"h2", "http/1.1"}));
  EXPECT_EQ(seen.tls13, GetParam() == Security::tls13);
}

// A HelloRetryRequest makes the client say hello twice; the plan is asked once.
TEST(TlsHelloRetry, AsksThePlanOnce) {
  int asked = 0;
  const auto on_hello = [&](const wire::Hello&) {
    ++asked;
    wire::HelloAnswer answer;
    answer.adjust = [](SSL* ssl) { SSL_set1_groups_list(ssl, "P-256"); };
    return answer;
  };
  TlsServer server(Security::tls13, on_hello, echo);
  RawClient::Settings settings;
  settings.security = Security::tls13;
  settings.groups = "X25519:P-256";
  RawClient client(server.port(), settings);
  ASSERT_TRUE(client.handshake());
  server.events().wait(event::Handshake::kind);
  EXPECT_EQ(asked, 1);
}

TEST_P(Tls, CarriesMegabytesBothWaysAtOnce) {
  TlsServer server(GetParam(), honest, echo);
  RawClient client(server.port(), GetParam());
  ASSERT_TRUE(client.handshake());
  const std::string sent = noise(3'000'000);
  std::string got;
  for (std::size_t at = 0; at < sent.size(); at += 100'000) {
    ASSERT_TRUE(client.send(std::string_view(sent).substr(at, 100'000)));
    got += client.read(at == 0 ? 50'000 : 100'000);
  }
  got += client.read(50'000);
  EXPECT_TRUE(got == sent);
}

// One coroutine writes while another reads: a tunnel's two directions.
TEST_P(Tls, WritesWhileItReads) {
  const std::string body = noise(2'000'000);
  const auto talk = [&](wire::Connection& peer) -> Task<> {
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    bool wrote = false;
    const auto write = [](wire::Connection& to, const std::string& bytes, bool& done) -> Task<> {
      co_await to.write(asio::buffer(bytes));
      done = true;
    };
    Task<> writing = write(peer, body, wrote);
    wire::spawn(executor, std::move(writing));
    std::vector<char> chunk(5000);
    std::size_t read = 0;
    while (read < 1'000'000) {
      const wire::IoResult got = co_await peer.read_some(asio::buffer(chunk));
      if (got.ec) break;
      read += got.bytes;
    }
    while (!wrote) co_await wire::pause(std::chrono::milliseconds(1));
    const std::string count = std::to_string(read);
    co_await peer.write(asio::buffer(count));
    co_await peer.end(wire::Ending::clean);
  };
  TlsServer server(GetParam(), honest, talk);
  RawClient client(server.port(), GetParam());
  ASSERT_TRUE(client.handshake());
  std::string got;
  for (int i = 0; i < 10; ++i) {
    ASSERT_TRUE(client.send(noise(100'000)));
    got += client.read(100'000);
  }
  const Heard rest = client.listen();
  got += rest.bytes;
  EXPECT_TRUE(got == body + "1000000");
  EXPECT_TRUE(rest.close_notify());
}

// The peer's key update has to be answered while a writer is busy: the write still waits for its
// own bytes.
TEST(TlsKeyUpdate, IsAnsweredWhileTheOtherSideWrites) {
  const std::string body = noise(4'000'000);
  std::atomic<bool> written = false;
  const auto talk = [&](wire::Connection& peer) -> Task<> {
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    Task<> reading = wire::wait_until_closed(peer);
    wire::spawn(executor, std::move(reading));
    for (std::size_t at = 0; at < body.size(); at += 16'000) {
      const wire::IoResult sent = co_await peer.write(
          asio::buffer(body.data() + at, std::min<std::size_t>(16'000, body.size() - at)));
      if (sent.ec) co_return;
    }
    written = true;
    co_await wire::pause(std::chrono::seconds(60));  // until the test ends the loop
  };
  TlsServer server(Security::tls13, honest, talk);
  RawClient::Settings settings;
  settings.security = Security::tls13;
  settings.receive_buffer = 8192;
  RawClient client(server.port(), settings);
  ASSERT_TRUE(client.handshake());
  std::string got = client.read(16'000);
  for (int i = 0; i < 20; ++i) {
    SSL_key_update(client.native(), SSL_KEY_UPDATE_REQUESTED);
    ASSERT_TRUE(client.send("x"));
    got += client.read(16'000);
  }
  // Two socket buffers and a record are on their way at most, not the rest of the body.
  EXPECT_FALSE(written) << "the writer ran ahead of the wire: it queued everything in memory";
  got += client.read(body.size() - got.size());
  EXPECT_TRUE(got == body);
}

TEST_P(Tls, EndOfSendingLeavesReadingOpen) {
  const auto talk = [](wire::Connection& peer) -> Task<> {
    const std::string half = "half";
    co_await peer.write(asio::buffer(half));
    co_await peer.end_sending();
    co_await wire::wait_until_closed(peer);
  };
  TlsServer server(GetParam(), honest, talk);
  RawClient client(server.port(), GetParam());
  ASSERT_TRUE(client.handshake());
  const Heard heard = client.listen();
  EXPECT_EQ(heard.bytes, "half");
  EXPECT_TRUE(heard.close_notify());
  EXPECT_EQ(heard.end, End::fin);
  EXPECT_EQ(server.events().count(event::Gone::kind), 0u);
  client.finish_sending();
  server.events().wait(event::Gone::kind);
}

struct EndCase {
  wire::Ending how;
  End end;
  bool notified;
};

TEST_P(Tls, EndsAsTold) {
  for (const EndCase& one : {EndCase{wire::Ending::clean, End::fin, true},
                             EndCase{wire::Ending::truncated, End::fin, false},
                             EndCase{wire::Ending::reset_after_delivery, End::reset, false},
                             EndCase{wire::Ending::silent, End::open, false}}) {
    const auto talk = [&](wire::Connection& peer) -> Task<> {
      const std::string bytes = noise(100'000);
      co_await peer.write(asio::buffer(bytes));
      co_await peer.end(one.how);
    };
    TlsServer server(GetParam(), honest, talk);
    RawClient client(server.port(), GetParam());
    ASSERT_TRUE(client.handshake());
    const std::string bytes = client.read(100'000);
    const Heard heard = client.listen(one.end == End::open ? silence : patience);
    EXPECT_EQ(bytes.size() + heard.bytes.size(), 100'000u) << to_string(one.how);
    EXPECT_EQ(heard.end, one.end) << to_string(one.how);
    EXPECT_EQ(heard.alerts.size(), one.notified ? 1u : 0u) << to_string(one.how);
    EXPECT_TRUE(heard.whole_records);
  }
}

TEST_P(Tls, NoticesPeersThatVanish) {
  TlsServer server(GetParam(), honest, echo);
  RawClient silent(server.port());
  silent.close();
  EXPECT_EQ(
      server.events().wait(event::HandshakeFailed::kind)->get(&event::HandshakeFailed::reason),
      "the peer closed during the handshake");
  server.events().wait(event::Gone::kind);
  RawClient reset(server.port(), GetParam());
  ASSERT_TRUE(reset.handshake());
  reset.send("x");
  reset.reset();
  server.events().wait(event::Gone::kind,
                       [](const journal::Event& event) { return event.connection == 2; });
  RawClient half(server.port());
  half.send_raw(std::string("\x16\x03\x01\x02\x00\x01\x00", 7));
  half.close();
  server.events().wait(event::Gone::kind,
                       [](const journal::Event& event) { return event.connection == 3; });
}

TEST_P(Tls, AnswersWhatIsNotTlsWithAnAlert) {
  TlsServer server(GetParam(), honest, echo);
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  const Heard heard = client.listen();
  EXPECT_EQ(heard.end, End::fin);
  EXPECT_EQ(
      server.events().wait(event::HandshakeFailed::kind)->get(&event::HandshakeFailed::reason),
      "http request");
}

}  // namespace
}  // namespace tetra::test
