#include <gtest/gtest.h>

#include "tests/unit/http/reading.hpp"

namespace tetra::http {
namespace {

using Outcome = RequestReader::Outcome;
using test::pieces_of;
using test::read_all_of;

Request only(const std::string& bytes) {
  const auto all = read_all_of({bytes});
  EXPECT_EQ(all.requests.size(), 1u) << bytes;
  EXPECT_EQ(all.last, Outcome::closed) << bytes;
  return all.requests.empty() ? Request() : all.requests.front();
}

const std::string sample =
    "POST /a/b?x=1 HTTP/1.1\r\nHost: Tetra.Example:8443\r\nX-One: 1\r\nContent-Length: "
    "11\r\n\r\nhello world";

void expect_sample(const Request& request) {
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/a/b?x=1");
  EXPECT_EQ(request.path, "/a/b");
  EXPECT_EQ(request.query, "x=1");
  EXPECT_EQ(request.host, "tetra.example");
  EXPECT_EQ(request.port, "8443");
  EXPECT_EQ(request.version, 11u);
  EXPECT_EQ(request.fields.find("x-one"), "1");
  EXPECT_EQ(request.body, "hello world");
  EXPECT_TRUE(request.keep_alive);
}

TEST(RequestReader, ReadsARequestWithABody) {
  expect_sample(only(sample));
}

TEST(RequestReader, ReadsTheSameHoweverItIsSplit) {
  for (std::size_t at = 0; at <= sample.size(); ++at) {
    const auto all = read_all_of({sample.substr(0, at), sample.substr(at)});
    ASSERT_EQ(all.requests.size(), 1u) << "split at " << at;
    expect_sample(all.requests[0]);
    EXPECT_EQ(all.last, Outcome::closed);
  }
  for (const std::size_t size : {1u, 2u, 3u, 7u}) {
    const auto all = read_all_of(pieces_of(sample + sample, size));
    ASSERT_EQ(all.requests.size(), 2u) << "pieces of " << size;
    expect_sample(all.requests[1]);
  }
}

TEST(RequestReader, ReadsPipelinedRequestsInOrder) {
  std::string bytes;
  for (int i = 0; i < 100; ++i)
    bytes += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
  const auto all = read_all_of({bytes});
  ASSERT_EQ(all.requests.size(), 100u);
  EXPECT_EQ(all.requests[42].path, "/42");
  EXPECT_EQ(all.last, Outcome::closed);
}

TEST(RequestReader, ReadsAChunkedBody) {
  const std::string bytes =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;ext=1\r\nhello\r\n6\r\n "
      "world\r\n0\r\nTrailer: x\r\n\r\n";
  for (const std::size_t size : {1u, 5u, 1000u}) {
    const auto all = read_all_of(pieces_of(bytes, size));
    ASSERT_EQ(all.requests.size(), 1u);
    EXPECT_EQ(all.requests[0].body, "hello world");
  }
}

TEST(RequestReader, KeepsWhatCameBehindTheRequest) {
  test::FakeConnection peer(
      {"CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n\x16\x03\x01 a ClientHello"});
  std::string rest;
  test::run([&]() -> Task<> {
    RequestReader reader;
    Request request;
    const Outcome outcome = co_await reader.read(peer, request);
    EXPECT_EQ(outcome, Outcome::request);
    rest = reader.take_rest();
  });
  EXPECT_EQ(rest, "\x16\x03\x01 a ClientHello");
}

struct Target {
  const char* line;
  const char* host_field;
  const char* host;
  const char* port;
  const char* path;
  const char* query;
};

// RFC 9112 section 3.2, RFC 3986 section 3.2.2 for hosts.
TEST(RequestReader, ReadsEveryFormOfATarget) {
  const Target targets[] = {
      {"GET /", "a", "a", "", "/", ""},
      {"GET /x?y?z", "A:80", "a", "80", "/x", "y?z"},
      {"GET /http://b/", "a", "a", "", "/http://b/", ""},
      {"GET http://Host.Example:81/p?q", "other", "host.example", "81", "/p", "q"},
      {"GET http://host.example", "other", "host.example", "", "/", ""},
      {"GET http://host.example?q=/x", "other", "host.example", "", "/", "q=/x"},
      {"GET https://[2001:DB8::1]:443/p", "other", "[2001:db8::1]", "443", "/p", ""},
      {"GET http://[::1]/p", "other", "[::1]", "", "/p", ""},
      {"GET /p", "[::1]:8080", "[::1]", "8080", "/p", ""},
      {"GET /p", "[::1]", "[::1]", "", "/p", ""},
      {"CONNECT Tetra.Example:443", "tetra.example:443", "tetra.example", "443", "", ""},
      {"CONNECT [::1]:443", "x", "[::1]", "443", "", ""},
      {"OPTIONS *", "a", "a", "", "*", ""},
      {"OPTIONS http://host.example:8001", "x", "host.example", "8001", "/", ""}};
  for (const Target& one : targets) {
    const Request request =
        only(std::string(one.line) + " HTTP/1.1\r\nHost: " + one.host_field + "\r\n\r\n");
    EXPECT_EQ(request.host, one.host) << one.line;
    EXPECT_EQ(request.port, one.port) << one.line;
    EXPECT_EQ(request.path, one.path) << one.line;
    EXPECT_EQ(request.query, one.query) << one.line;
  }
}

TEST(RequestReader, KnowsWhetherTheConnectionGoesOn) {
  EXPECT_TRUE(only("GET / HTTP/1.1\r\nHost: a\r\n\r\n").keep_alive);
  EXPECT_FALSE(only("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").keep_alive);
  EXPECT_FALSE(only("GET / HTTP/1.0\r\n\r\n").keep_alive);
  EXPECT_TRUE(only("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").keep_alive);
}

TEST(RequestReader, PassesOverEmptyLinesBeforeARequest) {
  EXPECT_EQ(only("\r\n\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n").path, "/x");
  EXPECT_EQ(read_all_of(pieces_of("\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n\r\n", 1)).requests.size(),
            1u);
}

TEST(RequestReader, TellsAPeerThatWaitsToContinueOnce) {
  const std::string head =
      "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 4\r\n\r\n";
  EXPECT_EQ(read_all_of({head, "bo", "dy"}).written, "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_EQ(read_all_of({head + "body"}).written, "") << "the body was there already";
  EXPECT_EQ(
      read_all_of({"POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n", "body"})
          .written,
      "");
}

TEST(RequestReader, TellsHowThePeerLeft) {
  EXPECT_EQ(read_all_of({}).last, Outcome::closed);
  for (std::size_t at = 1; at < sample.size(); ++at)
    EXPECT_EQ(read_all_of({sample.substr(0, at)}).last, Outcome::cut) << at;
}

}  // namespace
}  // namespace tetra::http
