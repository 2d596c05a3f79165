// The healthy SOCKS server, and what it makes of clients that are not.
#include <gtest/gtest.h>

#include "tests/wire/proxy/socks_bytes.hpp"

namespace tetra::test {
namespace {

std::string through(std::uint16_t port, const std::vector<std::string>& messages,
                    std::size_t answers) {
  RawClient client(port);
  std::string heard;
  for (const std::string& message : messages) client.send(message);
  heard = client.read(answers);
  return heard + "|" + client.read_to_end().bytes;
}

class Socks : public testing::Test {
 protected:
  Socks() { lab_.origin(sends("hello")); }
  ProxyLab lab_;
};

TEST_F(Socks, FiveByNameOpensATunnelAndNamesItsOwnEnd) {
  lab_.start();
  const std::string heard = through(lab_.socks_port(), {greeting, by_name("origin.test", 443)}, 12);
  EXPECT_EQ(heard.substr(0, 6), std::string("\5\0\5\0\0\1", 6));
  EXPECT_EQ(heard.substr(6, 4), std::string("\x7f\0\0\1", 4));
  EXPECT_EQ(heard.substr(12), "|hello");
  EXPECT_EQ(lab_.wait_for(event::Connect::kind).get(&event::Connect::authority), "origin.test:443");
  EXPECT_EQ(lab_.wait_for(event::Lookup::kind).get(&event::Lookup::outcome), "found");
  EXPECT_EQ(lab_.wait_for(event::Tunnel::kind).get(&event::Tunnel::address), "192.0.2.10:443");
  EXPECT_EQ(lab_.wait_for(event::TunnelEnd::kind).get(&event::TunnelEnd::how), "closed");
}

TEST_F(Socks, FiveByAddressLooksNothingUp) {
  lab_.start();
  const std::string request("\5\1\0\1\xc0\0\2\x0a\1\xbb", 10);
  EXPECT_EQ(through(lab_.socks_port(), {greeting, request}, 12).substr(12), "|hello");
  EXPECT_EQ(lab_.count(event::Lookup::kind), 0u);
}

TEST_F(Socks, FourAndFourAOpenATunnel) {
  lab_.start();
  const std::string granted("\0\x5a\0\0\0\0\0\0", 8);
  EXPECT_EQ(through(lab_.socks_port(), {by_address4}, 8), granted + "|hello");
  EXPECT_EQ(lab_.count(event::Lookup::kind), 0u);
  EXPECT_EQ(through(lab_.socks_port(), {by_name4("origin.test", 443)}, 8), granted + "|hello");
  EXPECT_EQ(lab_.count(event::Lookup::kind), 1u);
}

TEST_F(Socks, TakesMessagesByteByByte) {
  lab_.start();
  RawClient client(lab_.socks_port());
  for (const char byte : greeting + by_name("origin.test", 443))
    ASSERT_TRUE(client.send(std::string(1, byte)));
  EXPECT_EQ(client.read(12).substr(0, 4), std::string("\5\0\5\0", 4));
  EXPECT_EQ(client.read_to_end().bytes, "hello");
}

TEST_F(Socks, TellsWhyAnOriginWasNotReached) {
  lab_.start();
  const auto reply = [&](const std::string& host) {
    return through(lab_.socks_port(), {greeting, by_name(host, 443)}, 12).substr(3, 1);
  };
  EXPECT_EQ(reply("closed.test"), "\5");
  EXPECT_EQ(reply("nowhere.test"), "\4");
  EXPECT_EQ(reply("mute.test"), "\4");
  EXPECT_EQ(reply("no host"), "\4");
  EXPECT_EQ(through(lab_.socks_port(), {by_name4("nowhere.test", 443)}, 8).substr(1, 1), "\x5b");
  EXPECT_EQ(lab_.origins(), 0);
}

TEST_F(Socks, RefusesCommandsAndAddressTypesThatItDoesNotHave) {
  lab_.start();
  const std::string bind("\5\2\0\1\xc0\0\2\x0a\1\xbb", 10);
  EXPECT_EQ(through(lab_.socks_port(), {greeting, bind}, 12).substr(2, 2), std::string("\5\7"));
  const std::string odd("\5\1\0\x09\xc0\0\2\x0a\1\xbb", 10);
  EXPECT_EQ(through(lab_.socks_port(), {greeting, odd}, 12).substr(2, 2), std::string("\5\x08"));
}

TEST_F(Socks, TakesAnyLoginOfAClientThatOffersNothingElse) {
  lab_.start();
  const std::string heard =
      through(lab_.socks_port(),
              {std::string("\5\1\2", 3), login("any", "body"), by_name("origin.test", 443)}, 14);
  EXPECT_EQ(heard.substr(0, 6), std::string("\5\2\1\0\5\0", 6));
}

TEST_F(Socks, EndsWithoutAWordForWhatIsNoSocks) {
  lab_.start();
  for (const std::string& bytes : {std::string("GET / HTTP/1.1\r\n\r\n"),
                                   std::string("\x16\3\1\0", 4), std::string("\5\1\0\4\1", 5)}) {
    RawClient client(lab_.socks_port());
    client.send(bytes);
    const auto rest = client.read_to_end();
    EXPECT_LE(rest.bytes.size(), 2u);
    EXPECT_EQ(rest.ending, RawClient::Seen::fin);
  }
  lab_.wait_for(event::SocksMalformed::kind, 3);
}

}  // namespace
}  // namespace tetra::test
