#include <gtest/gtest.h>

#include "tests/wire/proxy/proxy_lab.hpp"

namespace tetra::test {
namespace {

// Reads a request's head, keeps it, answers with those bytes and ends so.
ProxyLab::Origin answers(std::string bytes, std::string& head,
                         wire::Ending ending = wire::Ending::clean) {
  return [bytes = std::move(bytes), &head, ending](wire::Connection& peer) -> Task<> {
    std::string chunk(4096, '\0');
    while (head.find("\r\n\r\n") == std::string::npos) {
      const wire::IoResult got = co_await peer.read_some(asio::buffer(chunk));
      if (got.ec) break;
      head.append(chunk, 0, got.bytes);
    }
    co_await peer.write(asio::buffer(bytes));
    co_await peer.end(ending);
  };
}

RawClient::Rest ask(ProxyLab& lab, const std::string& request) {
  RawClient client(lab.port());
  client.send(request);
  return client.read_to_end();
}

const std::string get =
    "GET http://Origin.test/a/b?c=d HTTP/1.1\r\nHost: liar.test\r\nConnection: close, "
    "X-Hop\r\nX-Hop: 1\r\nX-End: 2\r\n"
    "Proxy-Authorization: Basic dGV0cmE6bGFi\r\n\r\n";

TEST(ProxyForward, SendsTheOriginItsOwnForm) {
  std::string head;
  ProxyLab lab;
  lab.origin(answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", head));
  lab.start();
  ask(lab, get);
  EXPECT_EQ(head,
            "GET /a/b?c=d HTTP/1.1\r\nHost: origin.test\r\nX-End: 2\r\nVia: 1.1 "
            "tetra-lab\r\nConnection: close\r\n\r\n");
}

TEST(ProxyForward, PassesTheResponseOnWithoutItsHopByHopFields) {
  std::string head;
  ProxyLab lab;
  const std::string body = pattern(300'000);
  lab.origin(
      answers("HTTP/1.1 203 As It Is\r\nServer: x\r\nKeep-Alive: timeout=5\r\nConnection: "
              "Keep-Alive\r\nContent-Length: 300000\r\n\r\n" +
                  body,
              head));
  lab.start();
  const RawClient::Rest got = ask(lab, get);
  EXPECT_EQ(got.ending, RawClient::Seen::fin);
  const std::string expected =
      "HTTP/1.1 203 As It Is\r\nServer: x\r\nVia: 1.1 tetra-lab\r\nContent-Length: "
      "300000\r\nConnection: close\r\n\r\n";
  EXPECT_EQ(got.bytes.substr(0, expected.size()), expected);
  EXPECT_TRUE(got.bytes.substr(expected.size()) == body);
}

TEST(ProxyForward, FramesABodyWithoutALengthInChunks) {
  std::string head;
  ProxyLab lab;
  lab.origin(answers("HTTP/1.1 200 OK\r\n\r\nhello", head));
  lab.start();
  const std::string got = ask(lab, get).bytes;
  EXPECT_NE(got.find("Transfer-Encoding: chunked\r\n"), std::string::npos) << got;
  EXPECT_TRUE(got.ends_with("\r\n\r\n5\r\nhello\r\n0\r\n\r\n")) << got;
}

TEST(ProxyForward, TakesChunksApartForAnOldClient) {
  std::string head;
  ProxyLab lab;
  lab.origin(
      answers("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: "
              "chunked\r\n\r\n3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nT: 1\r\n\r\n",
              head));
  lab.start();
  const std::string got = ask(lab, "GET http://origin.test/ HTTP/1.0\r\n\r\n").bytes;
  EXPECT_TRUE(got.ends_with("\r\n\r\nabcdefg")) << got;
  EXPECT_EQ(got.find("Transfer-Encoding"), std::string::npos) << got;
}

TEST(ProxyForward, PassesARequestsBodyOn) {
  std::string head;
  ProxyLab lab;
  lab.origin(answers("HTTP/1.1 204 No Content\r\n\r\n", head));
  lab.start();
  const std::string got = ask(lab,
                              "POST http://origin.test HTTP/1.1\r\nHost: "
                              "origin.test\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody")
                              .bytes;
  EXPECT_TRUE(head.ends_with("\r\n\r\nbody")) << head;
  EXPECT_TRUE(head.starts_with("POST / HTTP/1.1\r\n")) << head;
  EXPECT_TRUE(got.starts_with("HTTP/1.1 204 No Content\r\n")) << got;
  EXPECT_EQ(got.find("Content-Length"), std::string::npos) << got;
}

TEST(ProxyForward, AnswersAHeadWithTheLengthAndNoBody) {
  std::string head;
  ProxyLab lab;
  lab.origin(answers("HTTP/1.1 200 OK\r\nContent-Length: 12345\r\n\r\n", head));
  lab.start();
  const std::string got =
      ask(lab,
          "HEAD http://origin.test/ HTTP/1.1\r\nHost: origin.test\r\nConnection: close\r\n\r\n")
          .bytes;
  EXPECT_TRUE(got.ends_with("Content-Length: 12345\r\nConnection: close\r\n\r\n")) << got;
}

TEST(ProxyForward, ServesTheNextRequestOnTheSameConnection) {
  std::string head;
  ProxyLab lab;
  lab.origin(answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", head));
  lab.start();
  RawClient client(lab.port());
  for (int i = 0; i < 3; ++i) {
    client.send("GET http://origin.test/ HTTP/1.1\r\nHost: origin.test\r\n\r\n");
    EXPECT_TRUE(client.read_head().starts_with("HTTP/1.1 200 OK\r\n"));
    EXPECT_EQ(client.read(2), "ok");
  }
  EXPECT_EQ(lab.origins(), 3);
}

TEST(ProxyForward, EndsABodyThatTheOriginCutAsItWasCut) {
  for (const auto& [ending, seen] :
       {std::pair(wire::Ending::clean, RawClient::Seen::fin),
        std::pair(wire::Ending::reset_after_delivery, RawClient::Seen::reset)}) {
    std::string head;
    ProxyLab lab;
    lab.origin(answers("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" + pattern(100'000), head,
                       ending));
    lab.start();
    const RawClient::Rest got = ask(lab, get);
    EXPECT_EQ(got.ending, seen);
    EXPECT_EQ(got.bytes.size() - got.bytes.find("\r\n\r\n") - 4, 100'000u);
  }
}

TEST(ProxyForward, AnswersFor502AndForAnOriginWithoutAnAnswer) {
  std::string head;
  ProxyLab lab;
  lab.origin(answers("", head));
  lab.start();
  const auto status = [&](const char* host) {
    return ask(lab, std::string("GET http://") + host +
                        "/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        .bytes.substr(0, 12);
  };
  EXPECT_EQ(status("nowhere.test"), "HTTP/1.1 502");
  EXPECT_EQ(status("mute.test"), "HTTP/1.1 504");
  EXPECT_EQ(status("closed.test"), "HTTP/1.1 502");
  EXPECT_EQ(status("hole.test"), "HTTP/1.1 504");
  EXPECT_EQ(status("origin.test"), "HTTP/1.1 502");
  EXPECT_EQ(lab.wait_for(event::GatewayError::kind, 5).get(&event::GatewayError::why),
            "broken-off");
}

TEST(ProxyForward, ForwardsNothingButHttp) {
  ProxyLab lab;
  lab.start();
  EXPECT_TRUE(ask(lab, "GET ftp://origin.test/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                  .bytes.starts_with("HTTP/1.1 501 "));
  EXPECT_TRUE(ask(lab, "GET http:///x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                  .bytes.starts_with("HTTP/1.1 400 "));
}

}  // namespace
}  // namespace tetra::test
