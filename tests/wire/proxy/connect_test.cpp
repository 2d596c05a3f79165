#include <gtest/gtest.h>

#include "tests/wire/proxy/proxy_lab.hpp"

namespace tetra::test {
namespace {

std::string connect_to(const std::string& authority) {
  return "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n";
}

// What the client gets for one request, head and body.
std::string answer_to(ProxyLab& lab, const std::string& request) {
  RawClient client(lab.port());
  client.send(request);
  client.finish_sending();
  return client.read_to_end().bytes;
}

TEST(ProxyConnect, SaysExactlyWhatTheHealthCheckerWants) {
  ProxyLab lab;
  lab.origin(sends(""));
  lab.start();
  RawClient client(lab.port());
  client.send(connect_to("origin.test:443"));
  EXPECT_EQ(client.read_head(), "HTTP/1.1 200 Connection established\r\n\r\n");
  const journal::Event tunnel = lab.wait_for(event::Tunnel::kind);
  EXPECT_EQ(tunnel.get(&event::Tunnel::authority), "origin.test:443");
  EXPECT_EQ(tunnel.get(&event::Tunnel::address), "192.0.2.10:443");
  EXPECT_EQ(lab.wait_for(event::Lookup::kind).get(&event::Lookup::outcome), "found");
}

TEST(ProxyConnect, TakesAnAddressWithoutALookup) {
  ProxyLab lab;
  lab.origin(sends("hello"));
  lab.start();
  RawClient client(lab.port());
  client.send(connect_to("192.0.2.10:443"));
  client.read_head();
  EXPECT_EQ(client.read_to_end().bytes, "hello");
}

TEST(ProxyConnect, TriesTheNextAddressWhenOneRefuses) {
  ProxyLab lab;
  lab.origin(sends("hello"));
  lab.start();
  RawClient client(lab.port());
  client.send(connect_to("second.test:443"));
  client.read_head();
  EXPECT_EQ(client.read_to_end().bytes, "hello");
  EXPECT_EQ(lab.wait_for(event::Tunnel::kind).get(&event::Tunnel::address), "192.0.2.10:443");
}

struct Unreachable {
  const char* host;
  const char* status;
  const char* why;
};
class ProxyUnreachable : public testing::TestWithParam<Unreachable> {};

TEST_P(ProxyUnreachable, IsToldToTheClient) {
  ProxyLab lab;
  lab.start();
  const std::string answer = answer_to(lab, connect_to(std::string(GetParam().host) + ":443"));
  EXPECT_TRUE(answer.starts_with(std::string("HTTP/1.1 ") + GetParam().status)) << answer;
  EXPECT_NE(answer.find(GetParam().host), std::string::npos) << answer;
  EXPECT_EQ(lab.wait_for(event::GatewayError::kind).get(&event::GatewayError::why), GetParam().why);
  EXPECT_EQ(lab.count(event::Tunnel::kind), 0u);
  EXPECT_EQ(lab.origins(), 0);
}

INSTANTIATE_TEST_SUITE_P(
    Every, ProxyUnreachable,
    testing::Values(Unreachable{"nowhere.test", "502 Bad Gateway", "unresolvable"},
                    Unreachable{"mute.test", "504 Gateway Timeout", "lookup-timed-out"},
                    Unreachable{"closed.test", "502 Bad Gateway", "refused"},
                    Unreachable{"hole.test", "504 Gateway Timeout", "timed-out"}),
    [](const auto& made) {
      return std::string(made.param.host, std::string(made.param.host).find('.'));
    });

TEST(ProxyConnect, StaysOpenBehindAGatewayError) {
  ProxyLab lab;
  lab.origin(sends("hello"));
  lab.start();
  RawClient client(lab.port());
  client.send(connect_to("nowhere.test:443"));
  const std::string head = client.read_head();
  const std::string name = "Content-Length: ";
  client.read(std::stoul(head.substr(head.find(name) + name.size())));
  client.send(connect_to("origin.test:443"));
  EXPECT_EQ(client.read_head(), "HTTP/1.1 200 Connection established\r\n\r\n");
}

TEST(ProxyConnect, RefusesWhatNamesNoPlace) {
  ProxyLab lab;
  lab.start();
  for (const char* target :
       {"origin.test", "origin.test:0", "origin.test:99999", ":443", "a@b:443"}) {
    EXPECT_TRUE(answer_to(lab, connect_to(target)).starts_with("HTTP/1.1 400 ")) << target;
  }
  EXPECT_EQ(lab.count(event::Lookup::kind), 0u);
}

TEST(ProxyConnect, RefusesOriginForm) {
  ProxyLab lab;
  lab.start();
  EXPECT_TRUE(
      answer_to(lab, "GET / HTTP/1.1\r\nHost: origin.test\r\n\r\n").starts_with("HTTP/1.1 400 "));
  EXPECT_TRUE(answer_to(lab, "GET /http://origin.test/ HTTP/1.1\r\nHost: origin.test\r\n\r\n")
                  .starts_with("HTTP/1.1 400 "));
  EXPECT_TRUE(answer_to(lab, "OPTIONS * HTTP/1.1\r\nHost: origin.test\r\n\r\n")
                  .starts_with("HTTP/1.1 400 "));
}

TEST(TunnelEstablished, SaysWhatItIsTold) {
  ProxyLab lab;
  lab.arm("established", params({{"reason", "OK"}, {"version", "1.0"}}));
  lab.origin(sends("hello"));
  lab.start();
  RawClient client(lab.port());
  client.send(connect_to("origin.test:443"));
  EXPECT_EQ(client.read_head(), "HTTP/1.0 200 OK\r\n\r\n");
  EXPECT_EQ(client.read_to_end().bytes, "hello");
  EXPECT_EQ(lab.wait_for(event::Fault::kind).get(&event::Fault::fault), "tunnel.established");
}

TEST(TunnelEstablished, SendsFieldsAndABodyThatShouldNotBe) {
  ProxyLab lab;
  Node parameters = params({{"body", "12345"}});
  parameters.entries.push_back({"headers", {}, params({{"Content-Length", "5"}})});
  lab.arm("established", parameters);
  lab.origin(sends("hello"));
  lab.start();
  RawClient client(lab.port());
  client.send(connect_to("origin.test:443"));
  EXPECT_EQ(client.read_head(), "HTTP/1.1 200 Connection established\r\nContent-Length: 5\r\n\r\n");
  EXPECT_EQ(client.read_to_end().bytes, "12345hello");
}

TEST(ProxyOriginUnreachable, AnswersWithoutTrying) {
  ProxyLab lab;
  lab.arm("origin-unreachable", params({{"why", "timed-out"}}));
  lab.origin(sends("hello"));
  lab.start();
  EXPECT_TRUE(answer_to(lab, connect_to("origin.test:443"))
                  .starts_with("HTTP/1.1 504 Gateway Timeout\r\n"));
  EXPECT_EQ(lab.wait_for(event::Fault::kind).get(&event::Fault::fault), "proxy.origin-unreachable");
  EXPECT_EQ(lab.count(event::Lookup::kind), 0u);
  EXPECT_EQ(lab.origins(), 0);
}

}  // namespace
}  // namespace tetra::test
