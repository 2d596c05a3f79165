// What a reader refuses, and with which status.
#include <gtest/gtest.h>

#include "tests/unit/http/reading.hpp"

namespace tetra::http {
namespace {

using Outcome = RequestReader::Outcome;
using test::pieces_of;
using test::read_all_of;

TEST(RequestRefusal, OfWhatIsNotHttp) {
  const std::string host = "Host: a\r\n";
  const std::string bad[] = {
      "nonsense\r\n\r\n",
      "GET\r\n\r\n",
      "GET /\r\n\r\n",
      "GET / HTTP/2.0\r\n" + host + "\r\n",
      "GET / HTTP/1.1 \r\n" + host + "\r\n",
      "GET / HTTP/1.x\r\n" + host + "\r\n",
      "GET  / HTTP/1.1\r\n" + host + "\r\n",
      "G(T / HTTP/1.1\r\n" + host + "\r\n",
      " GET / HTTP/1.1\r\n" + host + "\r\n",
      "GET / HTTP/1.1\r\nHost a\r\n\r\n",
      "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
      "GET / HTTP/1.1\r\n: a\r\n" + host + "\r\n",
      "GET / HTTP/1.1\r\n" + host + "X: a" + std::string(1, '\0') + "b\r\n\r\n",
      "GET /\x01 HTTP/1.1\r\n" + host + "\r\n",
      "GET / HTTP/1.1\r\n\r\n",  // no Host
      "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
      "GET / HTTP/1.0\r\nHost: a\r\nhost: a\r\n\r\n",
      "GET relative HTTP/1.1\r\n" + host + "\r\n",
      "GET * HTTP/1.1\r\n" + host + "\r\n",
      "CONNECT /path HTTP/1.1\r\n" + host + "\r\n",
      "POST / HTTP/1.1\r\n" + host + "Content-Length: x\r\n\r\n",
      "POST / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n",
      "POST / HTTP/1.1\r\n" + host + "Content-Length: 99999999999999999999\r\n\r\n",
      "POST / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
      "POST / HTTP/1.1\r\n" + host +
          "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n\r\n",
      "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
      "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n",
      "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a ClientHello\r\n\r\n"};
  for (const std::string& bytes : bad) {
    for (const std::size_t size : {bytes.size(), std::size_t{1}}) {
      const auto all = read_all_of(pieces_of(bytes, size));
      EXPECT_EQ(all.requests.size(), 0u) << bytes;
      EXPECT_EQ(all.last, Outcome::malformed) << bytes;
      EXPECT_EQ(all.refusal, 400) << bytes;
    }
  }
}

TEST(RequestRefusal, NeedsNoHostOfOldPeersNorOfConnect) {
  EXPECT_EQ(read_all_of({"GET / HTTP/1.0\r\n\r\n"}).requests.size(), 1u);
  EXPECT_EQ(read_all_of({"CONNECT a:443 HTTP/1.1\r\n\r\n"}).requests.size(), 1u);
}

std::string head_of_size(std::size_t size) {
  std::string head = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
  return head + std::string(size - head.size() - 4, 'x') + "\r\n\r\n";
}

TEST(RequestRefusal, OfAHeadAbove64KiB) {
  for (const std::size_t piece : {std::size_t{100'000}, std::size_t{1000}}) {
    EXPECT_EQ(read_all_of(pieces_of(head_of_size(65'000), piece)).requests.size(), 1u);
    const auto all = read_all_of(pieces_of(head_of_size(66'000), piece));
    EXPECT_EQ(all.last, Outcome::too_large);
    EXPECT_EQ(all.refusal, 431);
    const auto line = read_all_of(pieces_of("GET /" + std::string(80'000, 'x'), piece));
    EXPECT_EQ(line.last, Outcome::too_large) << "a request line without an end";
    EXPECT_EQ(line.refusal, 431);
  }
}

TEST(RequestRefusal, OfABodyAbove1MiB) {
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ";
  const std::string full(1'048'576, 'x');
  EXPECT_EQ(read_all_of({head + "1048576\r\n\r\n" + full}).requests.size(), 1u);
  const auto all = read_all_of({head + "1048577\r\n\r\n"});
  EXPECT_EQ(all.last, Outcome::too_large) << "refused before the body is read";
  EXPECT_EQ(all.refusal, 413);
  const auto chunked =
      read_all_of({"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n" +
                   full + "x\r\n0\r\n\r\n"});
  EXPECT_EQ(chunked.last, Outcome::too_large);
  EXPECT_EQ(chunked.refusal, 413);
}

TEST(RequestRefusal, KeepsTheRequestsBefore) {
  const auto all = read_all_of({"GET /1 HTTP/1.1\r\nHost: a\r\n\r\nnonsense\r\n\r\n"});
  ASSERT_EQ(all.requests.size(), 1u);
  EXPECT_EQ(all.requests[0].path, "/1");
  EXPECT_EQ(all.last, Outcome::malformed);
}

}  // namespace
}  // namespace tetra::http
