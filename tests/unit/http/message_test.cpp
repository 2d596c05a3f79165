#include "engine/http/message.hpp"

#include <gtest/gtest.h>

namespace tetra::http {
namespace {

using namespace std::chrono;

TEST(Fields, CompareWithoutRegardToCaseAndKeepTheirOrder) {
  Fields fields{{"A", "1"}, {"b", "2"}, {"a", "3"}, {"C", "4"}};
  EXPECT_EQ(fields.find("a"), "1");
  EXPECT_EQ(fields.find("B"), "2");
  EXPECT_EQ(fields.find("d"), std::nullopt);
  fields.set("a", "5");
  fields.set("D", "6");
  fields.erase("c");
  std::string all;
  for (const Field& field : fields.all()) all += field.name + "=" + field.value + ";";
  EXPECT_EQ(all, "A=5;b=2;D=6;");
}

Response with_body(std::string body) {
  Response response;
  response.body = bytes_of(std::move(body));
  return response;
}

TEST(HeadOf, IsExact) {
  EXPECT_EQ(head_of(Response(), false), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(head_of(with_body("four"), true), "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n");
  Response response = with_body("four");
  response.version = 10;
  response.status = 299;
  response.fields = {{"A", "1"}, {"content-length", "ignored"}, {"B", ""}};
  response.keep_alive = false;
  EXPECT_EQ(
      head_of(response, true),
      "HTTP/1.0 299 Unknown\r\nA: 1\r\ncontent-length: 4\r\nB: \r\nConnection: close\r\n\r\n");
  response.reason = "Quite So";
  response.content_length = "9";
  response.fields.add("Connection", "keep-alive");
  EXPECT_EQ(head_of(response, true),
            "HTTP/1.0 299 Quite So\r\nA: 1\r\ncontent-length: 9\r\nB: \r\nConnection: "
            "keep-alive\r\n\r\n");
}

TEST(HeadOf, SaysWhereTheBodyEnds) {
  Response response = with_body("four");
  response.hide_length = true;
  EXPECT_EQ(head_of(response, true), "HTTP/1.1 200 OK\r\n\r\n");
  response.hide_length = false;
  response.framing = Response::Framing::chunked;
  EXPECT_EQ(head_of(response, true), "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
  response.framing = Response::Framing::until_close;
  EXPECT_EQ(head_of(response, true), "HTTP/1.1 200 OK\r\n\r\n");
}

// RFC 9110 sections 8.6 and 15.3.5, 15.4.5.
TEST(HeadOf, SaysNoLengthWhereThereCanBeNoBody) {
  for (const int status : {101, 204, 304}) {
    Response response;
    response.status = status;
    EXPECT_EQ(head_of(response, false).find("Content-Length"), std::string::npos) << status;
  }
  EXPECT_NE(head_of(with_body("four"), false).find("Content-Length: 4"), std::string::npos)
      << "HEAD tells the length of GET";
}

TEST(Dates, AreWrittenAndReadInEveryForm) {
  const auto at = system_clock::time_point(sys_days(1994y / November / 6d) + 8h + 49min + 37s);
  EXPECT_EQ(http_date(at), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), at);
  EXPECT_EQ(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT"), at);
  EXPECT_EQ(parse_http_date("Sun Nov  6 08:49:37 1994"), at);
  for (const char* bad : {"", "yesterday", "Sun, 06 Nov 1994", "Sun, 06 Nov 1994 08:49:37 GMT+1",
                          "1994-11-06T08:49:37Z"}) {
    EXPECT_EQ(parse_http_date(bad), std::nullopt) << bad;
  }
}

std::string chunked_by_hand(const std::string& body) {
  std::string out;
  for (std::size_t at = 0; at < body.size(); at += 16384) {
    const std::string data = body.substr(at, 16384);
    char line[20];
    std::snprintf(line, sizeof line, "%zx\r\n", data.size());
    out += line + data + "\r\n";
  }
  return out + "0\r\n\r\n";
}

TEST(ChunkedFrame, IsTheSameReadAtAnyOffset) {
  for (const std::size_t size : {0u, 1u, 15u, 16u, 16383u, 16384u, 16385u, 32768u, 40000u}) {
    std::string body(size, '\0');
    for (std::size_t i = 0; i < size; ++i) body[i] = static_cast<char>(i * 7 + i / 256);
    Response response = with_body(body);
    response.framing = Response::Framing::chunked;
    const BytesPtr framed = framed_body(response);
    const std::string wanted = chunked_by_hand(body);
    ASSERT_EQ(framed->size(), wanted.size()) << size;
    ASSERT_TRUE(read_all(*framed) == wanted) << size;
    const std::size_t step = size > 1000 ? 613 : 1;
    for (std::size_t at = 0; at <= wanted.size() + 1; at += step) {
      for (const std::size_t length : {1u, 2u, 9u, 20'000u}) {
        std::string part(length, '\0');
        const std::size_t n = framed->read(at, part);
        ASSERT_EQ(n, at >= wanted.size() ? 0 : std::min(length, wanted.size() - at))
            << size << " at " << at;
        ASSERT_TRUE(part.substr(0, n) == wanted.substr(std::min(at, wanted.size()), n))
            << size << " at " << at;
      }
    }
  }
}

TEST(ChunkedFrame, OfNoBodyIsTheLastChunk) {
  Response response;
  response.framing = Response::Framing::chunked;
  EXPECT_EQ(read_all(*framed_body(response)), "0\r\n\r\n");
}

}  // namespace
}  // namespace tetra::http
