#include "tests/support/differs.hpp"

#include <gtest/gtest.h>

#include <random>

namespace tetra::test {
namespace {

struct Run {
  Heard heard;
  std::size_t acted = 0;
  std::string journal;
};

// The journal is whole once the exchange's connection is gone: `end`, or what was sent.
Run run(const std::vector<Line>& faults, const HttpServer::Answer& answer, const Ask& asking) {
  HttpServer server(Security::plain, answer, faults);
  RawClient client(server.port());
  Run done;
  done.heard = asking(client);
  client.close();
  server.events().wait(event::Sent::kind);
  done.acted = server.events().count(event::Fault::kind);
  done.journal = server.events().dump();
  return done;
}

}  // namespace

Heard get(RawClient& client) {
  client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  return client.listen();
}

Ask ask(std::string request, std::chrono::milliseconds quiet) {
  return [request = std::move(request), quiet](RawClient& client) {
    client.send(request);
    return client.listen(quiet);
  };
}

void expect_differs(const Line& fault, const HttpServer::Answer& answer, const Check& check,
                    const Ask& asking) {
  const Run spoiled = run({fault}, answer, asking);
  EXPECT_TRUE(check(spoiled.heard)) << spoiled.journal << "heard " << spoiled.heard.bytes.size()
                                    << " bytes, then " << to_string(spoiled.heard.end) << "\n"
                                    << spoiled.heard.head();
  EXPECT_EQ(spoiled.acted, 1u) << spoiled.journal;
  const Run healthy = run({}, answer, asking);
  EXPECT_FALSE(check(healthy.heard)) << "the check says nothing: it holds without the fault\n"
                                     << healthy.heard.head();
  EXPECT_EQ(healthy.acted, 0u) << healthy.journal;
}

void expect_no_difference(const Line& fault, const HttpServer::Answer& answer, const Ask& asking) {
  const Run armed = run({fault}, answer, asking);
  const Run healthy = run({}, answer, asking);
  EXPECT_EQ(armed.heard.bytes, healthy.heard.bytes);
  EXPECT_EQ(armed.heard.end, healthy.heard.end);
  EXPECT_EQ(armed.acted, 0u) << armed.journal;
}

HttpServer::Answer body_of(std::string body) {
  return [body = bytes_of(std::move(body))](const http::Exchange&) {
    http::Response response;
    response.fields.add("Content-Type", "application/octet-stream");
    response.body = body;
    return response;
  };
}

std::string noise(std::size_t n) {
  std::mt19937_64 chance(7);
  std::string bytes(n, '\0');
  for (char& byte : bytes) byte = static_cast<char>(chance() & 0xff);
  return bytes;
}

}  // namespace tetra::test
