// Faults of where a body ends, and of what follows it on the connection.
#include <gtest/gtest.h>

#include "tests/support/differs.hpp"

namespace tetra::test {
namespace {

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// Waits for the first byte as long as it takes, and then for what the server does with an open
// connection.
Heard keeping(RawClient& client) {
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  const std::string first = client.read(1);
  Heard heard = client.listen(std::chrono::milliseconds(300));
  heard.bytes.insert(0, first);
  return heard;
}

const Ask twice =
    ask("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

TEST(HttpContentLength, PromisesMoreThanComes) {
  expect_differs(
      line("content-length", {{"by", "5"}}), body_of("body"),
      [](const Heard& heard) {
        return holds(heard.head(), "Content-Length: 9\r\n") && heard.body() == "body" &&
               heard.end == End::fin;
      },
      keeping);
}

TEST(HttpContentLength, PromisesLess) {
  expect_differs(
      line("content-length", {{"by", "-3"}}), body_of("body"),
      [](const Heard& heard) {
        return holds(heard.head(), "Content-Length: 1\r\n") && heard.body() == "body";
      },
      keeping);
}

TEST(HttpContentLength, IsAnyText) {
  for (const char* text : {"abc", "-1", "99999999999999999999999", "", "4, 4"}) {
    expect_differs(line("content-length", {{"value", text}}), body_of("body"),
                   [&](const Heard& heard) {
                     return holds(heard.head(), "Content-Length: " + std::string(text) + "\r\n") &&
                            heard.body() == "body";
                   });
  }
}

TEST(HttpContentLength, IsLeftOut) {
  expect_differs(
      line("content-length"), body_of("body"),
      [](const Heard& heard) {
        return !holds(heard.head(), "Content-Length") && heard.body() == "body" &&
               heard.end == End::fin;
      },
      keeping);
}

TEST(HttpContentLength, KeepsThePeerWaiting) {
  expect_differs(
      line("content-length", {{"by", "5"}, {"keep-open", "true"}}), body_of("body"),
      [](const Heard& heard) {
        return holds(heard.head(), "Content-Length: 9\r\n") && heard.body() == "body" &&
               heard.end == End::open;
      },
      keeping);
}

TEST(HttpContentLength, DoesNotActWhenItIsRight) {
  expect_no_difference(line("content-length", {{"value", "4"}}), body_of("body"));
  expect_no_difference(line("content-length", {{"by", "0"}}), body_of("body"));
  expect_no_difference(line("content-length", {{"by", "-5"}}), body_of("body"));
}

TEST(HttpExtraBytes, ComeBehindTheBody) {
  expect_differs(
      line("extra-bytes", {{"bytes", R"(more\n)"}, {"repeat", "2"}}), body_of("body"),
      [](const Heard& heard) {
        return holds(heard.head(), "Content-Length: 4\r\n") && heard.body() == "bodymore\nmore\n" &&
               heard.end == End::fin;
      },
      keeping);
}

TEST(HttpExtraBytes, SpoilTheNextAnswerOnAnOpenConnection) {
  HttpServer server(
      Security::plain, body_of("body"),
      {line("extra-bytes", {{"bytes", "more"}, {"keep-open", "true"}}, {{"times", "1"}})});
  RawClient client(server.port());
  const Heard heard = twice(client);
  EXPECT_TRUE(heard.body().starts_with("bodymoreHTTP/1.1 200 OK\r\n")) << heard.bytes;
  EXPECT_TRUE(heard.bytes.ends_with("\r\n\r\nbody"));
}

TEST(HttpChunks, FrameTheBodyHonestly) {
  expect_differs(
      line("chunks", {{"size", "4"}, {"extension", ";a=b"}, {"end", R"(0\r\nX-T: 1\r\n\r\n)"}}),
      body_of("0123456789"),
      [](const Heard& heard) {
        return holds(heard.head(), "Transfer-Encoding: chunked\r\n") &&
               !holds(heard.head(), "Content-Length") &&
               heard.body() ==
                   "4;a=b\r\n0123\r\n4;a=b\r\n4567\r\n2;a=b\r\n89\r\n0\r\nX-T: 1\r\n\r\n" &&
               heard.end == End::open;
      },
      keeping);
}

TEST(HttpChunks, AreTheSameForALargeBody) {
  const std::string body = noise(100'000);
  std::string wanted;
  for (std::size_t at = 0; at < body.size(); at += 30'000) {
    const std::string data = body.substr(at, 30'000);
    wanted += (data.size() == 30'000 ? "7530\r\n" : "2710\r\n") + data + "\r\n";
  }
  expect_differs(line("chunks", {{"size", "30000"}}), body_of(body),
                 [&](const Heard& heard) { return heard.body() == wanted + "0\r\n\r\n"; });
}

TEST(HttpChunks, SayAnyTextForASize) {
  expect_differs(
      line("chunks", {{"size", "4"}, {"chunk", "2"}, {"size-text", "zz"}}), body_of("0123456789"),
      [](const Heard& heard) {
        return heard.body() == "4\r\n0123\r\nzz\r\n4567\r\n2\r\n89\r\n0\r\n\r\n" &&
               heard.end == End::fin;
      },
      keeping);
}

TEST(HttpChunks, MissALineEnd) {
  expect_differs(line("chunks", {{"size", "4"}, {"chunk", "3"}, {"data-end", ""}}),
                 body_of("0123456789"), [](const Heard& heard) {
                   return heard.body() == "4\r\n0123\r\n4\r\n4567\r\n2\r\n890\r\n\r\n";
                 });
}

TEST(HttpChunks, EndWithoutALastOne) {
  expect_differs(
      line("chunks", {{"size", "4"}, {"end", ""}}), body_of("01234567"),
      [](const Heard& heard) {
        return heard.body() == "4\r\n0123\r\n4\r\n4567\r\n" && heard.end == End::fin;
      },
      keeping);
}

TEST(HttpChunks, AreCutWithin) {
  HttpServer server(
      Security::plain, body_of(noise(1000)),
      {line("chunks", {{"size", "100"}}), line("cut", {{"at", "250"}, {"by", "fin"}})});
  RawClient client(server.port());
  const Heard heard = get(client);
  EXPECT_EQ(heard.body().size(), 250u);
  EXPECT_EQ(heard.end, End::fin);
}

TEST(HttpChunks, DoNotActWithoutThatChunk) {
  expect_no_difference(line("chunks", {{"size", "4"}, {"chunk", "4"}, {"size-text", "zz"}}),
                       body_of("0123456789"));
}

TEST(HttpChunks, ActThoughThePeerLeavesAtTheBadSize) {
  HttpServer server(Security::plain, body_of(noise(8'000'000)),
                    {line("chunks", {{"size-text", "zz"}})});
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  client.read_head();
  EXPECT_EQ(client.read(4), "zz\r\n");
  client.reset();
  server.events().wait(event::Sent::kind);
  EXPECT_EQ(server.events().count(event::Fault::kind), 1u) << server.events().dump();
}

TEST(HttpKeepAlive, AnnouncesTheEndAndServesOn) {
  expect_differs(
      line("keep-alive"), body_of("body"),
      [](const Heard& heard) {
        return holds(heard.head(), "Connection: close\r\n") && heard.end == End::open;
      },
      keeping);
}

TEST(HttpKeepAlive, PromisesMoreAndCloses) {
  expect_differs(
      line("keep-alive", {{"say", "keep-alive"}, {"do", "close"}}), body_of("body"),
      [](const Heard& heard) {
        return holds(heard.head(), "Connection: keep-alive\r\n") && heard.end == End::fin;
      },
      keeping);
  expect_differs(
      line("keep-alive", {{"say", "nothing"}, {"do", "reset"}}), body_of("body"),
      [](const Heard& heard) {
        return !holds(heard.head(), "Connection") && heard.body() == "body" &&
               heard.end == End::reset;
      },
      keeping);
}

TEST(HttpKeepAlive, LeavesTheConnectionOpenAndDeaf) {
  HttpServer server(Security::plain, body_of("body"),
                    {line("keep-alive", {{"say", "keep-alive"}, {"do", "stay-open"}})});
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
  server.events().wait(event::Sent::kind);
  const Heard heard = client.listen(silence);
  EXPECT_EQ(heard.body(), "body");
  EXPECT_EQ(heard.end, End::open);
  EXPECT_EQ(server.events().count(event::Request::kind), 1u);
}

}  // namespace
}  // namespace tetra::test
