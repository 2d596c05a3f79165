// What can answer a ClientHello instead of a ServerHello.
#include <gtest/gtest.h>

#include "tests/wire/wire/tls_server.hpp"

namespace tetra::test {
namespace {

class Hello : public testing::TestWithParam<Security> {};
INSTANTIATE_TEST_SUITE_P(Versions, Hello, testing::Values(Security::tls12, Security::tls13),
                         [](const auto& one) { return std::string(to_string(one.param)); });

// A server that answers every hello so.
struct Answering {
  Answering(Security security, std::function<void(wire::HelloAnswer&)> spoil)
      : server(
            security,
            [this, spoil = std::move(spoil)](const wire::Hello&) {
              wire::HelloAnswer answer;
              answer.acted = server.acted();
              spoil(answer);
              return answer;
            },
            echo) {}
  TlsServer server;
};

// RFC 8446 section 6: the level, 1 for closures and 2 for errors; the number; in a record of its
// own, and nothing before it.
TEST_P(Hello, IsAnsweredByTheAlertOfThatNumber) {
  for (int number = 0; number < 256; ++number) {
    Answering lab(GetParam(), [&](wire::HelloAnswer& answer) { answer.alert = number; });
    RawClient client(lab.server.port(), GetParam());
    EXPECT_FALSE(client.handshake());
    const Heard heard = client.listen();
    const std::string wanted{21,
                             3,
                             3,
                             0,
                             2,
                             static_cast<char>(number == 0 || number == 90 ? 1 : 2),
                             static_cast<char>(number)};
    EXPECT_EQ(client.raw(), wanted) << "alert " << number;
    EXPECT_EQ(heard.end, End::fin) << "alert " << number;
    EXPECT_EQ(lab.server.events().wait(event::Fault::kind)->get(detail::alert), number);
    client.close();
    lab.server.events().wait(event::HandshakeFailed::kind);
    ASSERT_FALSE(testing::Test::HasFailure());
  }
}

TEST_P(Hello, IsAnsweredByRawBytes) {
  Answering lab(GetParam(),
                [](wire::HelloAnswer& answer) { answer.raw = "HTTP/1.1 400 Bad Request\r\n\r\n"; });
  RawClient client(lab.server.port(), GetParam());
  EXPECT_FALSE(client.handshake());
  const Heard heard = client.listen();
  EXPECT_EQ(client.raw(), "HTTP/1.1 400 Bad Request\r\n\r\n");
  EXPECT_EQ(heard.end, End::fin);
  EXPECT_EQ(lab.server.events().wait(event::Fault::kind)->get(detail::raw_bytes), 28);
}

TEST_P(Hello, IsAnsweredByRawBytesAndAReset) {
  Answering lab(GetParam(), [](wire::HelloAnswer& answer) {
    answer.raw = std::string(5000, 'x');
    answer.end = wire::Ending::reset_after_delivery;
  });
  RawClient client(lab.server.port());
  const auto hello = [&] {
    RawClient::Settings settings;
    settings.security = GetParam();
    return settings;
  }();
  RawClient shaking(lab.server.port(), hello);
  EXPECT_FALSE(shaking.handshake());
  const Heard heard = shaking.listen();
  EXPECT_EQ(shaking.raw().size(), 5000u);
  EXPECT_EQ(heard.end, End::reset);
}

TEST_P(Hello, IsAnsweredByTheEnd) {
  for (const auto& [how, end] :
       {std::pair(wire::Ending::truncated, End::fin), std::pair(wire::Ending::reset, End::reset),
        std::pair(wire::Ending::clean, End::fin)}) {
    Answering lab(GetParam(), [how = how](wire::HelloAnswer& answer) { answer.end = how; });
    RawClient client(lab.server.port(), GetParam());
    EXPECT_FALSE(client.handshake());
    EXPECT_EQ(client.raw(), "");
    EXPECT_EQ(client.listen().end, end) << to_string(how);
    client.close();
    lab.server.events().wait(event::HandshakeFailed::kind);
    EXPECT_EQ(lab.server.events().count(event::Fault::kind), 1u);
  }
}

TEST_P(Hello, IsAnsweredBySilence) {
  Answering lab(GetParam(), [](wire::HelloAnswer& answer) { answer.end = wire::Ending::silent; });
  RawClient client(lab.server.port());
  RawClient::Settings settings;
  settings.security = GetParam();
  RawClient other(lab.server.port(), settings);
  SSL_do_handshake(other.native());
  char* data = nullptr;
  const long size = BIO_get_mem_data(SSL_get_wbio(other.native()), &data);
  client.send_raw(std::string_view(data, static_cast<std::size_t>(size)));
  lab.server.events().wait(event::Fault::kind);
  const Heard heard = client.listen(silence);
  EXPECT_EQ(heard.bytes, "");
  EXPECT_EQ(heard.end, End::open);
  EXPECT_TRUE(client.established());
  client.close();
  lab.server.events().wait(event::HandshakeFailed::kind);
}

TEST_P(Hello, IsAnsweredLate) {
  Answering lab(GetParam(),
                [](wire::HelloAnswer& answer) { answer.delay = std::chrono::milliseconds(120); });
  RawClient client(lab.server.port(), GetParam());
  EXPECT_TRUE(client.handshake());
  const auto late = lab.server.events().wait(event::Fault::kind);
  const auto done = lab.server.events().wait(event::Handshake::kind);
  EXPECT_GE(done->at - late->at, std::chrono::milliseconds(120));
  client.send("still well");
  EXPECT_EQ(client.read(10), "still well");
  EXPECT_EQ(lab.server.events().count(event::Fault::kind), 1u);
}

TEST_P(Hello, IsAnsweredLateAndThenByAnAlert) {
  Answering lab(GetParam(), [](wire::HelloAnswer& answer) {
    answer.delay = std::chrono::milliseconds(50);
    answer.alert = 40;
  });
  RawClient client(lab.server.port(), GetParam());
  EXPECT_FALSE(client.handshake());
  client.listen();
  EXPECT_EQ(client.raw(), (std::string{21, 3, 3, 0, 2, 2, 40}));
}

TEST_P(Hello, IsHonestByDefault) {
  Answering lab(GetParam(), [](wire::HelloAnswer&) {});
  RawClient client(lab.server.port(), GetParam());
  EXPECT_TRUE(client.handshake());
  client.finish_sending();
  lab.server.events().wait(event::Gone::kind);
  EXPECT_EQ(lab.server.events().count(event::Fault::kind), 0u);
}

TEST_P(Hello, SurvivesAPeerThatLeavesDuringTheDelay) {
  Answering lab(GetParam(),
                [](wire::HelloAnswer& answer) { answer.delay = std::chrono::milliseconds(30); });
  {
    RawClient client(lab.server.port(), GetParam());
    SSL_do_handshake(client.native());
    char* data = nullptr;
    const long size = BIO_get_mem_data(SSL_get_wbio(client.native()), &data);
    client.send_raw(std::string_view(data, static_cast<std::size_t>(size)));
    lab.server.events().wait(event::Fault::kind);
    client.reset();
  }
  lab.server.events().wait(event::Gone::kind);
}

}  // namespace
}  // namespace tetra::test
