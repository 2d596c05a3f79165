#include "mockserver/http/resource.hpp"

#include <gtest/gtest.h>

namespace tetra::http {
namespace {

using namespace std::chrono;

const system_clock::time_point now = sys_days(2023y / May / 19d) + 19h + 13min + 35s;

Resource ten_bytes() {
  Resource resource;
  resource.body = bytes_of("0123456789");
  resource.content_type = "text/plain";
  resource.etag = "\"a\"";
  resource.last_modified = sys_days(2023y / April / 17d) + 15h + 48min + 54s;
  return resource;
}

Request get(Fields fields = {}, std::string method = "GET") {
  Request request;
  request.method = std::move(method);
  request.path = "/";
  request.fields = std::move(fields);
  return request;
}

std::string body(const Response& response) {
  return response.body ? read_all(*response.body) : "";
}

// FACTS section 2 (D): every field, their order, and the blank Server.
TEST(ResourceAnswer, OfTheRootIsTheRealServers) {
  Resource root = ten_bytes();
  root.body = bytes_of("");
  root.content_type = "text/html; charset=UTF-8";
  root.etag = "\"0-5f98a20ced9e3\"";
  root.ends_connection = true;
  const Response response = answer(get(), root, now);
  EXPECT_EQ(head_of(response, true),
            "HTTP/1.1 200 OK\r\nDate: Fri, 19 May 2023 19:13:35 GMT\r\nServer: \r\nLast-Modified: "
            "Mon, 17 Apr 2023 15:48:54 GMT\r\n"
            "ETag: \"0-5f98a20ced9e3\"\r\nAccept-Ranges: bytes\r\nContent-Length: 0\r\nConnection: "
            "close\r\n"
            "Content-Type: text/html; charset=UTF-8\r\n\r\n");
  EXPECT_FALSE(response.keep_alive);
}

TEST(ResourceAnswer, IsTheWholeByDefault) {
  const Response response = answer(get(), ten_bytes(), now);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(body(response), "0123456789");
  EXPECT_TRUE(response.keep_alive);
}

TEST(ResourceAnswer, IsAPartForARange) {
  const Response response = answer(get({{"Range", "bytes=2-4"}}), ten_bytes(), now);
  EXPECT_EQ(response.status, 206);
  EXPECT_EQ(body(response), "234");
  EXPECT_EQ(response.fields.find("Content-Range"), "bytes 2-4/10");
  EXPECT_NE(head_of(response, true).find("Content-Length: 3\r\n"), std::string::npos);
}

TEST(ResourceAnswer, IsTheWholeForARangeThatDoesNotHold) {
  EXPECT_EQ(answer(get({{"Range", "bytes=2-4"}, {"If-Range", "\"b\""}}), ten_bytes(), now).status,
            200);
  EXPECT_EQ(answer(get({{"Range", "bytes=2-4"}, {"If-Range", "\"a\""}}), ten_bytes(), now).status,
            206);
  EXPECT_EQ(answer(get({{"Range", "bytes=0-1,3-4"}}), ten_bytes(), now).status, 200);
  EXPECT_EQ(answer(get({{"Range", "bytes=2-4"}}, "HEAD"), ten_bytes(), now).status, 200)
      << "only GET has ranges";
}

TEST(ResourceAnswer, TellsTheSizeWhenARangeIsBehindTheEnd) {
  const Response response = answer(get({{"Range", "bytes=10-"}}), ten_bytes(), now);
  EXPECT_EQ(response.status, 416);
  EXPECT_EQ(response.fields.find("Content-Range"), "bytes */10");
  EXPECT_EQ(body(response), "");
}

TEST(ResourceAnswer, HasNoBodyWhenNothingChanged) {
  Resource resource = ten_bytes();
  resource.never_cache = true;
  const Response response =
      answer(get({{"If-None-Match", "\"a\""}, {"Range", "bytes=2-4"}}), resource, now);
  EXPECT_EQ(response.status, 304);
  EXPECT_EQ(response.body, nullptr);
  EXPECT_EQ(response.fields.find("ETag"), "\"a\"");
  EXPECT_EQ(response.fields.find("Cache-Control"), "no-cache");
  EXPECT_EQ(head_of(response, false).find("Content-Length"), std::string::npos);
}

TEST(ResourceAnswer, FailsAConditionWith412) {
  const Response response = answer(get({{"If-Match", "\"b\""}}), ten_bytes(), now);
  EXPECT_EQ(response.status, 412);
  EXPECT_EQ(body(response), "");
}

TEST(ResourceAnswer, AllowsGetAndHeadOnly) {
  for (const char* method : {"POST", "PUT", "DELETE", "get", "OPTIONS"}) {
    const Response response = answer(get({}, method), ten_bytes(), now);
    EXPECT_EQ(response.status, 405) << method;
    EXPECT_EQ(response.fields.find("Allow"), "GET, HEAD");
  }
  EXPECT_EQ(answer(get({}, "HEAD"), ten_bytes(), now).status, 200);
}

TEST(ResourceAnswer, ShowsAStrangePathHarmlessly) {
  Request request = get();
  request.path = "/\x1b[31m<script>";
  const Response response = not_found(request, now);
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(body(response).find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace tetra::http
