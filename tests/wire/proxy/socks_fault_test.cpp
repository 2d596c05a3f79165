// Every fault of layer socks: what a raw client reads with it.
#include <gtest/gtest.h>

#include "tests/wire/proxy/socks_bytes.hpp"

namespace tetra::test {
namespace {

using Seen = RawClient::Seen;

// All that a client hears that sends these messages at once, and how it ends.
RawClient::Rest heard(ProxyLab& lab, const std::vector<std::string>& messages) {
  lab.origin(sends("hello"));
  lab.start();
  RawClient client(lab.socks_port());
  for (const std::string& message : messages) client.send(message);
  return client.read_to_end();
}

// The healthy answers before the one that is spoiled.
const std::string admitted("\5\0", 2);
const std::vector<std::string> whole{greeting, by_name("origin.test", 443)};

TEST(SocksMethod, AnswersTheGreetingWithThatMethod) {
  ProxyLab lab;
  lab.arm_at("socks", "method", params({{"method", "none-acceptable"}}));
  const auto rest = heard(lab, {greeting});
  EXPECT_EQ(rest.bytes, "\5\xff");
  EXPECT_EQ(rest.ending, Seen::fin);
  EXPECT_EQ(lab.wait_for(event::Fault::kind).get(&event::Fault::fault), "socks.method");
}

TEST(SocksReply, AnswersTheRequestWithThatCodeAndConnectsNowhere) {
  for (const auto& [word, code] : {std::pair<const char*, char>("general-failure", 1),
                                   {"connection-refused", 5},
                                   {"0xc8", '\xc8'}}) {
    ProxyLab lab;
    lab.arm_at("socks", "reply", params({{"code", word}}));
    const auto rest = heard(lab, whole);
    EXPECT_EQ(rest.bytes, admitted + '\5' + code + std::string("\0\1\0\0\0\0\0\0", 8));
    EXPECT_EQ(rest.ending, Seen::fin);
    EXPECT_EQ(lab.origins(), 0);
    lab.wait_for(event::Fault::kind);
  }
}

TEST(SocksReply, OfSocks4HasItsOwnForm) {
  ProxyLab lab;
  lab.arm_at("socks", "reply", params({{"code", "user-differs"}}));
  EXPECT_EQ(heard(lab, {by_address4}).bytes, std::string("\0\x5d\0\0\0\0\0\0", 8));
  EXPECT_EQ(lab.origins(), 0);
}

TEST(SocksReply, CountsRequestsAlone) {
  ProxyLab lab;
  fault::Trigger second;
  second.times = 1;
  second.after = 1;
  lab.arm_at("socks", "reply", params({{"code", "2"}}), second);
  lab.origin(sends("hello"));
  lab.start();
  std::string codes;
  for (int i = 0; i < 3; ++i) {
    RawClient client(lab.socks_port());
    client.send(greeting + by_name("origin.test", 443));
    codes += std::to_string(client.read(12)[3]);
  }
  EXPECT_EQ(codes, "020");
}

TEST(SocksVersion, BeginsAnAnswerWithAnother) {
  for (const auto& [message, expected] :
       {std::pair<const char*, std::string>("method", std::string("\4\0", 2)),
        {"reply", admitted + std::string("\4\0", 2)}}) {
    ProxyLab lab;
    lab.arm_at("socks", "version", params({{"version", "4"}, {"message", message}}));
    EXPECT_EQ(heard(lab, whole).bytes.substr(0, expected.size()), expected);
    lab.wait_for(event::Fault::kind);
  }
}

TEST(SocksCut, SendsExactlySoManyBytesOfAnAnswer) {
  for (const bool reset : {false, true}) {
    for (const std::size_t at : {0u, 3u, 9u}) {
      ProxyLab lab;
      lab.arm_at("socks", "cut",
                 params({{"at", std::to_string(at)}, {"by", reset ? "reset" : "fin"}}));
      const auto rest = heard(lab, whole);
      EXPECT_EQ(rest.bytes.size(), admitted.size() + at);
      EXPECT_EQ(rest.ending, reset ? Seen::reset : Seen::fin);
      EXPECT_EQ(lab.wait_for(event::Fault::kind).get(detail::at_byte),
                static_cast<std::int64_t>(at));
    }
  }
}

TEST(SocksCut, CutsTheAnswerToTheGreeting) {
  ProxyLab lab;
  lab.arm_at("socks", "cut", params({{"at", "1"}, {"message", "method"}}));
  EXPECT_EQ(heard(lab, whole).bytes, "\5");
}

TEST(SocksStall, SaysNothingUntilTheClientLeaves) {
  for (const char* message : {"method", "auth", "reply"}) {
    ProxyLab lab;
    lab.arm_at("socks", "authenticate", {});
    lab.arm_at("socks", "stall", params({{"message", message}}));
    lab.start();
    {
      RawClient client(lab.socks_port());
      client.send(greeting_with_login + login("tetra", "lab") + by_name("origin.test", 443));
      const std::size_t before = std::string_view(message) == "method" ? 0
                                 : std::string_view(message) == "auth" ? 2
                                                                       : 4;
      EXPECT_EQ(client.read(before).size(), before);
      EXPECT_TRUE(client.is_silent_for(20)) << message;
    }
    EXPECT_EQ(lab.wait_for(event::End::kind).get(&event::End::how), "clean");
  }
}

TEST(SocksStall, GoesOnBehindItsTime) {
  ProxyLab lab;
  lab.arm_at("socks", "stall", params({{"for", "60ms"}}));
  const auto rest = heard(lab, whole);
  EXPECT_TRUE(rest.bytes.ends_with("hello"));
  EXPECT_GE(lab.wait_for(event::Tunnel::kind).at - lab.wait_for(event::Fault::kind).at,
            std::chrono::milliseconds(60));
}

TEST(SocksGarbage, ComesInPlaceOfAnAnswer) {
  ProxyLab lab;
  lab.arm_at("socks", "garbage",
             params({{"text", "HTTP/1.1 400 Bad Request\r\n\r\n"}, {"message", "method"}}));
  const auto rest = heard(lab, whole);
  EXPECT_EQ(rest.bytes, "HTTP/1.1 400 Bad Request\r\n\r\n");
  EXPECT_EQ(rest.ending, Seen::fin);
  EXPECT_EQ(lab.origins(), 0);
}

TEST(SocksExtra, ComesBehindAnAnswerAndAheadOfTheOrigin) {
  ProxyLab lab;
  lab.arm_at("socks", "extra", params({{"hex", "de ad"}}));
  const auto rest = heard(lab, whole);
  EXPECT_EQ(rest.bytes.substr(12), "\xde\xadhello");
  lab.wait_for(event::Fault::kind);
}

TEST(SocksBoundAddress, HasTheTypeAndLengthThatItIsTold) {
  for (const auto& [type, expected] :
       {std::pair<const char*, std::string>("ipv6", '\4' + std::string(18, '\0')),
        {"domain", "\3\x10" + std::string(16, 'a') + std::string(2, '\0')},
        {"9", '\x09' + std::string(6, '\0')}}) {
    ProxyLab lab;
    lab.arm_at("socks", "bound-address", params({{"type", type}}));
    EXPECT_EQ(heard(lab, whole).bytes.substr(5), expected + "hello");
  }
}

TEST(SocksAuthenticate, WantsTheMethodOfUserAndPassword) {
  ProxyLab lab;
  lab.arm_at("socks", "authenticate", {});
  const auto rest = heard(lab, {greeting});
  EXPECT_EQ(rest.bytes, "\5\xff");
  EXPECT_EQ(rest.ending, Seen::fin);
}

TEST(SocksAuthenticate, LetsTheRightOnesThroughAndTellsTheOthersTheStatus) {
  for (const bool right : {true, false}) {
    ProxyLab lab;
    lab.arm_at("socks", "authenticate", params({{"status", "7"}}));
    const auto rest = heard(lab, {greeting_with_login, login("tetra", right ? "lab" : "bal"),
                                  by_name("origin.test", 443)});
    EXPECT_EQ(rest.bytes.substr(0, 4),
              right ? std::string("\5\2\1\0", 4) : std::string("\5\2\1\7", 4));
    EXPECT_EQ(rest.bytes.size() > 4, right);
    EXPECT_EQ(lab.wait_for(event::Fault::kind).get(&event::Fault::fault), "socks.authenticate");
  }
}

TEST(SocksAuthenticate, OfSocks4LooksAtTheUserAlone) {
  ProxyLab lab;
  lab.arm_at("socks", "authenticate", {});
  EXPECT_EQ(heard(lab, {by_address4}).bytes, std::string("\0\x5d\0\0\0\0\0\0", 8));
  lab.wait_for(event::Fault::kind);
}

TEST(TunnelCut, ActsBehindASocksReplyToo) {
  ProxyLab lab;
  lab.arm_at("socks", "tunnel-cut", params({{"at", "3"}, {"by", "fin"}}));
  EXPECT_EQ(heard(lab, whole).bytes.substr(12), "hel");
  EXPECT_EQ(lab.wait_for(event::Fault::kind).get(&event::Fault::fault), "tunnel.tunnel-cut");
}

}  // namespace
}  // namespace tetra::test
