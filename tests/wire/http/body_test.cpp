// Faults of what the body is: its coding, the part that is sent, whose it is; and of the TLS
// records that carry it.
#include <gtest/gtest.h>
#include <zlib.h>

#include "mockserver/http/resource.hpp"
#include "tests/support/differs.hpp"

namespace tetra::test {
namespace {

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// What zlib makes of a gzip or zlib stream, and how it ended: Z_STREAM_END, or what is wrong.
std::pair<std::string, int> unpacked(std::string_view packed) {
  z_stream stream{};
  inflateInit2(&stream, 15 + 32);
  std::string plain(1'000'000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(plain.data());
  stream.avail_out = static_cast<uInt>(plain.size());
  const int done = inflate(&stream, Z_FINISH);
  plain.resize(stream.total_out);
  inflateEnd(&stream);
  return {plain, done};
}

const std::string text = noise(30'000) + std::string(30'000, 'a');

TEST(HttpEncoding, PacksTheBodyTruly) {
  for (const char* coding : {"gzip", "deflate"}) {
    expect_differs(
        line("encoding", {{"word", coding}, {"pack", coding}}), body_of(text),
        [&](const Heard& heard) {
          return holds(heard.head(), "Content-Encoding: " + std::string(coding) + "\r\n") &&
                 unpacked(heard.body()) == std::pair(text, Z_STREAM_END) &&
                 holds(heard.head(),
                       "Content-Length: " + std::to_string(heard.body().size()) + "\r\n");
        });
  }
}

TEST(HttpEncoding, IsAWordOnly) {
  expect_differs(line("encoding", {{"word", "x-weird"}, {"pack", "none"}}), body_of(text),
                 [](const Heard& heard) {
                   return holds(heard.head(), "Content-Encoding: x-weird\r\n") &&
                          heard.body() == text;
                 });
}

TEST(HttpEncoding, SpoilsTheTrailer) {
  for (const char* spoil : {"crc", "length"}) {
    expect_differs(line("encoding", {{"spoil", spoil}}), body_of(text), [](const Heard& heard) {
      const auto [plain, done] = unpacked(heard.body());
      return plain == text && done == Z_DATA_ERROR;
    });
  }
}

TEST(HttpEncoding, SpoilsTheRest) {
  expect_differs(line("encoding", {{"spoil", "header"}}), body_of(text), [](const Heard& heard) {
    return holds(heard.head(), "Content-Encoding: gzip\r\n") &&
           unpacked(heard.body()).second == Z_DATA_ERROR;
  });
  expect_differs(line("encoding", {{"spoil", "truncated"}}), body_of(text), [](const Heard& heard) {
    const auto [plain, done] = unpacked(heard.body());
    return holds(heard.head(), "gzip") && done == Z_BUF_ERROR && plain.size() < text.size();
  });
  expect_differs(line("encoding", {{"spoil", "trailing"}}), body_of(text), [](const Heard& heard) {
    return unpacked(heard.body()) == std::pair(text, Z_STREAM_END) &&
           heard.body().ends_with("trailing garbage");
  });
}

TEST(HttpBody, IsAnotherOneUnderTheSameHead) {
  expect_differs(
      line("body", {{"bytes", R"(<html>\xff)"}, {"content-type", "text/html"}}), body_of("fine"),
      [](const Heard& heard) {
        return heard.bytes.starts_with(
                   "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 7\r\n") &&
               heard.body() == "<html>\xff";
      });
}

TEST(HttpBody, DoesNotActWhenItIsTheSame) {
  expect_no_difference(line("body", {{"bytes", "fine"}}), body_of("fine"));
}

TEST(HttpCaptivePortal, ShowsItsPage) {
  expect_differs(line("captive-portal"), body_of("fine"), [](const Heard& heard) {
    return heard.bytes.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/html") &&
           holds(heard.body(), "http://portal.corp.example/login");
  });
}

TEST(HttpCaptivePortal, SendsToIt) {
  expect_differs(line("captive-portal", {{"by", "redirect"}, {"login", "https://wifi.example/"}}),
                 body_of("fine"), [](const Heard& heard) {
                   return heard.bytes.starts_with("HTTP/1.1 302 Found\r\n") &&
                          holds(heard.head(), "Location: https://wifi.example/\r\n");
                 });
  expect_differs(line("captive-portal", {{"by", "511"}}), body_of("fine"), [](const Heard& heard) {
    return heard.bytes.starts_with("HTTP/1.1 511 Network Authentication Required\r\n");
  });
}

// A server that knows ranges.
http::Response file(const http::Exchange& exchange) {
  http::Resource resource;
  resource.body = bytes_of(text);
  resource.etag = "\"1\"";
  return http::answer(exchange.request, resource, {});
}

const Ask resuming =
    ask("GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=50000-\r\nConnection: close\r\n\r\n");

Line range(const std::string& answer, const Written& more = {}) {
  Written written{{"answer", answer}};
  written.insert(written.end(), more.begin(), more.end());
  return line("range", written);
}

TEST(HttpRange, IsIgnored) {
  expect_differs(
      range("whole"), file,
      [](const Heard& heard) {
        return heard.bytes.starts_with("HTTP/1.1 200 OK\r\n") && heard.body() == text;
      },
      resuming);
}

TEST(HttpRange, IsAnotherPart) {
  expect_differs(
      range("elsewhere", {{"from", "100"}}), file,
      [](const Heard& heard) {
        return heard.bytes.starts_with("HTTP/1.1 206 ") &&
               holds(heard.head(), "Content-Range: bytes 100-59999/60000\r\n") &&
               heard.body() == text.substr(100);
      },
      resuming);
}

TEST(HttpRange, HasNoLabelOrAWrongOne) {
  expect_differs(
      range("unlabelled"), file,
      [](const Heard& heard) {
        return heard.bytes.starts_with("HTTP/1.1 206 ") && !holds(heard.head(), "Content-Range") &&
               heard.body() == text.substr(50'000);
      },
      resuming);
  expect_differs(
      range("wrong-total", {{"total", "*"}}), file,
      [](const Heard& heard) {
        return holds(heard.head(), "Content-Range: bytes 50000-59999/*\r\n");
      },
      resuming);
}

TEST(HttpRange, IsRefused) {
  expect_differs(
      range("refused", {{"total", "7"}}), file,
      [](const Heard& heard) {
        return heard.bytes.starts_with("HTTP/1.1 416 ") &&
               holds(heard.head(), "Content-Range: bytes */7\r\n");
      },
      resuming);
}

TEST(HttpRange, ComesInMultipart) {
  expect_differs(
      range("multipart"), file,
      [](const Heard& heard) {
        return holds(heard.head(), "Content-Type: multipart/byteranges; boundary=part\r\n") &&
               heard.body() == "--part\r\nContent-Range: bytes 50000-59999/60000\r\n\r\n" +
                                   text.substr(50'000) + "\r\n--part--\r\n";
      },
      resuming);
}

TEST(HttpRange, DoesNotActWhenTheWholeIsAsked) {
  for (const char* answer :
       {"whole", "elsewhere", "unlabelled", "wrong-total", "refused", "multipart"})
    expect_no_difference(range(answer), file);
}

class OnRecords : public testing::TestWithParam<Security> {
 protected:
  Heard hear(const Line& fault) {
    HttpServer server(GetParam(), body_of(text), {fault});
    RawClient client(server.port(), GetParam());
    EXPECT_TRUE(client.handshake());
    const Heard heard = get(client);
    client.close();
    server.events().wait(event::Sent::kind);
    EXPECT_EQ(server.events().count(event::Fault::kind),
              GetParam() == Security::plain && fault.name == "record-corrupt" ? 0u : 1u)
        << server.events().dump();
    return heard;
  }
};
class HttpRecordCorrupt : public OnRecords {};
class HttpBodyAlert : public OnRecords {};

TEST_P(HttpRecordCorrupt, FailsTheCheckOfExactlyThatRecord) {
  const Heard heard = hear(line("record-corrupt", {{"at", "20000"}}));
  if (GetParam() == Security::plain) {
    EXPECT_EQ(heard.body(), text);
    return;
  }
  EXPECT_EQ(heard.body(), text.substr(0, 20'000));
  // As OpenSSL calls it in either version.
  EXPECT_EQ(heard.tls_error, GetParam() == Security::tls12 ? "cipher operation failed"
                                                           : "decryption failed or bad record mac");
}

TEST_P(HttpBodyAlert, ComesBehindExactlySoManyBytes) {
  const Heard heard = hear(line("body-alert", {{"at", "20000"}}));
  const std::string alert("\x15\x03\x03\0\x02\x02\x50", 7);
  if (GetParam() == Security::plain) {
    EXPECT_EQ(heard.body(), text.substr(0, 20'000) + alert);
    return;
  }
  EXPECT_EQ(heard.body(), text.substr(0, 20'000));
  EXPECT_FALSE(heard.close_notify());
  EXPECT_NE(heard.tls_error, "");
}

TEST_P(HttpBodyAlert, IsAbsentWithoutTheFault) {
  HttpServer server(GetParam(), body_of(text));
  RawClient client(server.port(), GetParam());
  ASSERT_TRUE(client.handshake());
  const Heard heard = get(client);
  EXPECT_EQ(heard.body(), text);
  EXPECT_EQ(heard.tls_error, "");
}

const auto securities = testing::Values(Security::plain, Security::tls12, Security::tls13);
const auto name = [](const testing::TestParamInfo<Security>& one) {
  return std::string(to_string(one.param));
};
INSTANTIATE_TEST_SUITE_P(Over, HttpRecordCorrupt, securities, name);
INSTANTIATE_TEST_SUITE_P(Over, HttpBodyAlert, securities, name);

}  // namespace
}  // namespace tetra::test
