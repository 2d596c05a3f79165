// http.cut: exactly so many body bytes, then exactly that ending, in the client's kernel and in its
// TLS.
#include <gtest/gtest.h>

#include "tests/support/differs.hpp"

namespace tetra::test {
namespace {

constexpr std::size_t body_size = 300'001;

struct At {
  std::string written;
  std::size_t bytes;
};
struct Case {
  std::string by;
  At at;
  Security security;
};

std::string name_of(const testing::TestParamInfo<Case>& info) {
  const std::string by = info.param.by == "close-notify" ? "close_notify" : info.param.by;
  return by + "_at_" + std::to_string(info.param.at.bytes) + "_" +
         std::string(to_string(info.param.security));
}

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const char* by : {"reset", "fin", "close-notify"}) {
    for (const At& at : {At{"0", 0}, At{"1", 1}, At{"65536", 65536}, At{"50%", 150'000},
                         At{"-1", body_size - 1}}) {
      for (const Security security : {Security::plain, Security::tls12, Security::tls13})
        all.push_back(Case{by, at, security});
    }
  }
  return all;
}

class HttpCut : public testing::TestWithParam<Case> {
 protected:
  static const std::string& body() {
    static const std::string bytes = noise(body_size);
    return bytes;
  }
};

TEST_P(HttpCut, DeliversExactlyTheAskedBytesThenEndsAsTold) {
  const Case& one = GetParam();
  HttpServer server(one.security, body_of(body()),
                    {line("cut", {{"at", one.at.written}, {"by", one.by}})});
  RawClient client(server.port(), one.security);
  ASSERT_TRUE(client.handshake());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  const Heard heard = client.listen();

  EXPECT_NE(heard.head().find("Content-Length: 300001\r\n"), std::string_view::npos)
      << heard.head();
  EXPECT_EQ(heard.body().size(), one.at.bytes);
  EXPECT_TRUE(heard.body() == std::string_view(body()).substr(0, one.at.bytes))
      << "other bytes than the body's";
  EXPECT_EQ(heard.end, one.by == "reset" ? End::reset : End::fin);
  EXPECT_TRUE(heard.whole_records);
  if (one.security != Security::plain) {
    const bool notified = one.by == "close-notify";
    EXPECT_EQ(heard.close_notify(), notified);
    EXPECT_EQ(heard.alerts.size(), notified ? 1u : 0u);
    EXPECT_EQ(heard.tls_error, one.by == "fin"     ? "unexpected eof while reading"
                               : one.by == "reset" ? heard.tls_error
                                                   : "");
    const int last =
        one.security == Security::tls12 && notified ? SSL3_RT_ALERT : SSL3_RT_APPLICATION_DATA;
    EXPECT_EQ(last_record_type(client.raw()), last);
  }

  client.close();
  server.events().wait(event::Sent::kind);
  const auto faults = server.events().all(event::Fault::kind);
  ASSERT_EQ(faults.size(), 1u) << server.events().dump();
  EXPECT_EQ(faults[0].get(&event::Fault::fault), "http.cut");
  EXPECT_EQ(faults[0].get(detail::at_byte), static_cast<std::int64_t>(one.at.bytes));
}

INSTANTIATE_TEST_SUITE_P(Endings, HttpCut, testing::ValuesIn(cases()), name_of);

TEST(HttpCutReport, ActsBehindATextOfTheBody) {
  expect_differs(line_after("cut", "at", "needle"), body_of(noise(40'000) + "needle" + noise(5000)),
                 [](const Heard& heard) {
                   return heard.body().size() == 40'006 && heard.body().ends_with("needle") &&
                          heard.end == End::reset;
                 });
}

TEST(HttpCutReport, DoesNotActBehindTheEndOfTheBody) {
  expect_no_difference(line("cut", {{"at", "65536"}}), body_of(noise(100)));
  expect_no_difference(line("cut", {{"at", "-101"}}), body_of(noise(100)));
  expect_no_difference(line_after("cut", "at", "not there"), body_of("here"));
}

TEST(HttpCutReport, DoesNotActOnAHeadRequest) {
  expect_no_difference(line("cut", {{"at", "0"}}), body_of(noise(100)),
                       ask("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
}

TEST(HttpCutReport, IsTheSameBehindAChunkedFrame) {
  const auto chunked = [answer = body_of(noise(50'000))](const http::Exchange& exchange) {
    http::Response response = answer(exchange);
    response.framing = http::Response::Framing::chunked;
    return response;
  };
  expect_differs(line("cut", {{"at", "20000"}, {"by", "fin"}}), chunked, [](const Heard& heard) {
    return heard.body().size() == 20'000 && heard.end == End::fin;
  });
}

// A reader that takes its time still gets every byte before the RST: the wait is for progress, not
// for the clock.
TEST(HttpCutReport, WaitsForASlowReader) {
  HttpServer server(Security::plain, body_of(noise(body_size)), {line("cut", {{"at", "-1"}})});
  RawClient::Settings settings;
  settings.receive_buffer = 4096;
  RawClient client(server.port(), settings);
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  server.events().wait(event::Fault::kind);
  const Heard heard = client.listen();
  EXPECT_EQ(heard.body().size(), body_size - 1);
  EXPECT_EQ(heard.end, End::reset);
}

}  // namespace
}  // namespace tetra::test
