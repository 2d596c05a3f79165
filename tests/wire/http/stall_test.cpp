// http.stall: exactly so many body bytes, then silence on an open connection.
#include <gtest/gtest.h>

#include "tests/support/differs.hpp"

namespace tetra::test {
namespace {

constexpr std::size_t body_size = 300'001;

struct Case {
  std::string written;
  std::size_t bytes;
  Security security;
};

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const Security security : {Security::plain, Security::tls12, Security::tls13}) {
    all.push_back(Case{"0", 0, security});
    all.push_back(Case{"1", 1, security});
    all.push_back(Case{"65536", 65536, security});
    all.push_back(Case{"50%", 150'000, security});
    all.push_back(Case{"-1", body_size - 1, security});
  }
  return all;
}

std::string name_of(const testing::TestParamInfo<Case>& info) {
  return "at_" + std::to_string(info.param.bytes) + "_" +
         std::string(to_string(info.param.security));
}

class HttpStall : public testing::TestWithParam<Case> {};

TEST_P(HttpStall, DeliversExactlyTheAskedBytesThenNothing) {
  const Case& one = GetParam();
  const std::string body = noise(body_size);
  HttpServer server(one.security, body_of(body), {line("stall", {{"at", one.written}})});
  RawClient client(server.port(), one.security);
  ASSERT_TRUE(client.handshake());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_FALSE(client.read_head().empty());
  EXPECT_TRUE(client.read(one.bytes) == body.substr(0, one.bytes));

  const auto fault = server.events().wait(event::Fault::kind);
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->get(detail::at_byte), static_cast<std::int64_t>(one.bytes));
  const Heard heard = client.listen(silence);
  EXPECT_EQ(heard.bytes.size(), 0u);
  EXPECT_EQ(heard.end, End::open);
  EXPECT_TRUE(heard.alerts.empty());
  EXPECT_TRUE(client.established());
  EXPECT_EQ(server.events().count(event::Sent::kind), 0u);

  client.close();
  const auto sent = server.events().wait(event::Sent::kind);
  EXPECT_EQ(sent->get(&event::Sent::complete), 0);
  EXPECT_EQ(sent->get(&event::Sent::bytes), static_cast<std::int64_t>(one.bytes));
  EXPECT_EQ(server.events().count(event::Fault::kind), 1u);
}

INSTANTIATE_TEST_SUITE_P(Places, HttpStall, testing::ValuesIn(cases()), name_of);

TEST(HttpStallFor, GoesOnAfterThatLongWithEveryByte) {
  HttpServer server(Security::plain, body_of(noise(1000)),
                    {line("stall", {{"at", "400"}, {"for", "120ms"}})});
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  client.read_head();
  std::string body = client.read(400);
  const auto stalled = server.events().wait(event::Fault::kind);
  const Heard rest = client.listen();
  EXPECT_EQ(body + rest.bytes, noise(1000));
  EXPECT_EQ(rest.end, End::fin);
  const auto sent = server.events().wait(event::Sent::kind);
  EXPECT_GE(sent->at - stalled->at, std::chrono::milliseconds(120));
  EXPECT_EQ(sent->get(&event::Sent::complete), 1);
}

TEST(HttpStallFor, DoesNotActBehindTheEndOfTheBody) {
  expect_no_difference(line("stall", {{"at", "65536"}}), body_of(noise(100)));
}

}  // namespace
}  // namespace tetra::test
