#include <gtest/gtest.h>

#include "proxy-sim/auth/demand.hpp"
#include "tests/wire/proxy/proxy_lab.hpp"

namespace tetra::test {
namespace {

constexpr const char* right = "Proxy-Authorization: Basic dGV0cmE6bGFi\r\n";      // tetra:lab
constexpr const char* wrong = "Proxy-Authorization: Basic dGV0cmE6d3Jvbmc=\r\n";  // tetra:wrong

std::string connect_with(const std::string& field) {
  return "CONNECT origin.test:443 HTTP/1.1\r\nHost: origin.test:443\r\n" + field + "\r\n";
}

std::string read_answer(RawClient& client) {
  const std::string head = client.read_head();
  const std::string name = "Content-Length: ";
  const auto at = head.find(name);
  return at == std::string::npos ? head
                                 : head + client.read(std::stoul(head.substr(at + name.size())));
}

TEST(ProxyAuthenticate, AsksWithA407BeforeAnythingIsConnected) {
  ProxyLab lab;
  lab.arm("authenticate", params({{"realm", "Corp"}}));
  lab.origin(sends("hello"));
  lab.start();
  RawClient client(lab.port());
  client.send(connect_with(""));
  const std::string answer = read_answer(client);
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 407 Proxy Authentication Required\r\n")) << answer;
  EXPECT_NE(answer.find("\r\nProxy-Authenticate: Basic realm=\"Corp\", charset=\"UTF-8\"\r\n"),
            std::string::npos)
      << answer;
  EXPECT_EQ(lab.wait_for(event::Fault::kind).get(detail::credentials), "absent");
  EXPECT_EQ(lab.count(event::Lookup::kind), 0u);
  EXPECT_EQ(lab.origins(), 0);
}

TEST(ProxyAuthenticate, LetsTheRightOnesThroughOnTheSameConnection) {
  ProxyLab lab;
  lab.arm("authenticate", Node());
  lab.origin(sends("hello"));
  lab.start();
  RawClient client(lab.port());
  client.send(connect_with(""));
  EXPECT_TRUE(read_answer(client).starts_with("HTTP/1.1 407 "));
  client.send(connect_with(wrong));
  EXPECT_TRUE(read_answer(client).starts_with("HTTP/1.1 407 "));
  EXPECT_EQ(lab.wait_for(event::Fault::kind, 2).get(detail::credentials), "rejected");
  EXPECT_EQ(lab.origins(), 0);
  client.send(connect_with(right));
  EXPECT_EQ(client.read_head(), "HTTP/1.1 200 Connection established\r\n\r\n");
  EXPECT_EQ(client.read_to_end().bytes, "hello");
  client.finish_sending();
  lab.wait_for(event::TunnelEnd::kind);
  EXPECT_EQ(lab.count(event::Fault::kind), 2u);
}

TEST(ProxyAuthenticate, HasNotActedWhenTheFirstTryIsRight) {
  ProxyLab lab;
  lab.arm("authenticate", Node());
  lab.origin(sends("hello"));
  lab.start();
  RawClient client(lab.port());
  client.send(connect_with(right));
  EXPECT_EQ(client.read_head(), "HTTP/1.1 200 Connection established\r\n\r\n");
  lab.wait_for(event::Tunnel::kind);
  EXPECT_EQ(lab.count(event::Fault::kind), 0u);
}

TEST(ProxyAuthenticate, RejectsTheRightOnesWhenToldTo) {
  ProxyLab lab;
  lab.arm("authenticate", params({{"credentials", "rejected"}}));
  lab.start();
  RawClient client(lab.port());
  client.send(connect_with(right));
  EXPECT_TRUE(read_answer(client).starts_with("HTTP/1.1 407 "));
  EXPECT_EQ(lab.wait_for(event::Fault::kind).get(detail::credentials), "rejected");
  EXPECT_EQ(lab.origins(), 0);
}

TEST(ProxyAuthenticate, AsksForwardedRequestsAsWell) {
  ProxyLab lab;
  lab.arm("authenticate", Node());
  lab.start();
  RawClient client(lab.port());
  client.send("GET http://origin.test/ HTTP/1.1\r\nHost: origin.test\r\n\r\n");
  EXPECT_TRUE(read_answer(client).starts_with("HTTP/1.1 407 "));
  EXPECT_EQ(lab.origins(), 0);
}

}  // namespace
}  // namespace tetra::test
