// The loop between requests: keep-alive, pipelining, refusals.
#include <gtest/gtest.h>

#include "tests/support/differs.hpp"

namespace tetra::test {
namespace {

class Serve : public testing::TestWithParam<Security> {
 protected:
  static http::Response echo(const http::Exchange& exchange) {
    http::Response response;
    response.body = bytes_of(exchange.request.path + " " + exchange.request.body);
    return response;
  }
};

TEST_P(Serve, AnswersPipelinedRequestsInOrder) {
  HttpServer server(GetParam(), echo);
  RawClient client(server.port(), GetParam());
  ASSERT_TRUE(client.handshake());
  client.send(
      "GET /a HTTP/1.1\r\nHost: a\r\n\r\nPOST /b HTTP/1.1\r\nHost: a\r\nContent-Length: "
      "3\r\n\r\nxyzGET /c HTTP/1.0\r\n\r\n");
  const Heard heard = client.listen();
  const std::string length = "HTTP/1.1 200 OK\r\nContent-Length: ";
  EXPECT_EQ(heard.bytes, length + "3\r\n\r\n/a " + length + "6\r\n\r\n/b xyz" + length +
                             "3\r\nConnection: close\r\n\r\n/c ");
  EXPECT_EQ(heard.end, End::fin);
  EXPECT_EQ(heard.close_notify(), GetParam() != Security::plain);
}

TEST_P(Serve, RefusesWhatIsNotHttpAndEnds) {
  HttpServer server(GetParam(), echo);
  RawClient client(server.port(), GetParam());
  ASSERT_TRUE(client.handshake());
  client.send("this is not HTTP\r\n\r\n");
  const Heard heard = client.listen();
  EXPECT_TRUE(heard.bytes.starts_with("HTTP/1.1 400 Bad Request\r\n")) << heard.bytes;
  EXPECT_EQ(heard.end, End::fin);
  EXPECT_EQ(server.events().wait(event::BadRequest::kind)->get(&event::BadRequest::status), 400);
}

TEST_P(Serve, RefusesAHeadAbove64KiB) {
  HttpServer server(GetParam(), echo);
  RawClient client(server.port(), GetParam());
  ASSERT_TRUE(client.handshake());
  client.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(70'000, 'x') + "\r\n\r\n");
  EXPECT_TRUE(client.listen().bytes.starts_with("HTTP/1.1 431 "));
}

TEST_P(Serve, EndsCleanlyWhenThePeerDoes) {
  HttpServer server(GetParam(), echo);
  RawClient client(server.port(), GetParam());
  ASSERT_TRUE(client.handshake());
  client.finish_sending();
  const Heard heard = client.listen();
  EXPECT_EQ(heard.bytes, "");
  EXPECT_EQ(heard.end, End::fin);
  EXPECT_EQ(server.events().wait(event::End::kind)->get(&event::End::how), "peer-closed");
}

TEST_P(Serve, SaysThatThePeerLeftWithinARequest) {
  HttpServer server(GetParam(), echo);
  RawClient client(server.port(), GetParam());
  ASSERT_TRUE(client.handshake());
  client.send("GET / HT");
  client.finish_sending();
  EXPECT_EQ(client.listen().bytes, "");
  EXPECT_EQ(server.events().wait(event::End::kind)->get(&event::End::how), "peer-cut");
}

// RFC 9110 section 10.1.1: a client that holds its body back must be told to go on.
TEST_P(Serve, TellsAPeerThatExpectsItToContinue) {
  HttpServer server(GetParam(), echo);
  RawClient client(server.port(), GetParam());
  ASSERT_TRUE(client.handshake());
  client.send(
      "POST /o HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\nConnection: "
      "close\r\n\r\n");
  EXPECT_EQ(client.read_head(), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("xyz");
  EXPECT_EQ(client.listen().body(), "/o xyz");
}

INSTANTIATE_TEST_SUITE_P(Over, Serve,
                         testing::Values(Security::plain, Security::tls12, Security::tls13),
                         [](const auto& one) { return std::string(to_string(one.param)); });

}  // namespace
}  // namespace tetra::test
