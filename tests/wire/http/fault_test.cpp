// Every HTTP fault that leaves the connection's ending alone: what a raw client reads with it and
// without it.
#include <gtest/gtest.h>

#include "tests/support/differs.hpp"

namespace tetra::test {
namespace {

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

const std::string head_request = "HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

TEST(HttpStatus, AnswersWithThatStatusReasonBodyAndFields) {
  Line fault = line("status", {{"code", "503"}, {"reason", "Not Today"}, {"body", "gone"}});
  fault.value.entries.push_back({"headers", {}, map_node({{"Retry-After", scalar_node("7")}})});
  expect_differs(fault, body_of("fine"), [](const Heard& heard) {
    return heard.bytes ==
           "HTTP/1.1 503 Not Today\r\nContent-Type: text/plain; charset=utf-8\r\nRetry-After: 7\r\n"
           "Content-Length: 4\r\nConnection: close\r\n\r\ngone";
  });
}

TEST(HttpStatus, SaysTheUsualReason) {
  expect_differs(line("status", {{"code", "404"}}), body_of("fine"), [](const Heard& heard) {
    return heard.bytes.starts_with("HTTP/1.1 404 Not Found\r\n");
  });
}

TEST(HttpStatus, WritesNoBodyWhereTheStatusForbidsOne) {
  expect_differs(line("status", {{"code", "304"}}), body_of("fine"), [](const Heard& heard) {
    return heard.bytes.starts_with("HTTP/1.1 304 Not Modified\r\n") && heard.body().empty() &&
           !holds(heard.head(), "Content-Length");
  });
}

TEST(HttpRedirect, LeadsBackToTheSameTarget) {
  expect_differs(
      line("redirect"), body_of("fine"),
      [](const Heard& heard) {
        return heard.bytes.starts_with("HTTP/1.1 302 Found\r\n") &&
               holds(heard.head(), "Location: /a?b=c\r\n");
      },
      ask("GET /a?b=c HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
}

TEST(HttpRedirect, LeadsWhereItIsTold) {
  expect_differs(line("redirect", {{"to", "https://elsewhere.example/"}, {"status", "308"}}),
                 body_of("fine"), [](const Heard& heard) {
                   return heard.bytes.starts_with("HTTP/1.1 308 Permanent Redirect\r\n") &&
                          holds(heard.head(), "Location: https://elsewhere.example/\r\n");
                 });
}

TEST(HttpRedirect, TakesNoSecondLineForALocation) {
  EXPECT_FALSE(fault::make_fault(*fault::Catalog::instance().find("update", "redirect"),
                                 map_node({{"to", scalar_node("/a\r\nX: y")}})));
}

TEST(HttpShorten, SendsTheFirstPartAsIfItWereAll) {
  const std::string body = noise(40'000);
  for (const auto& [to, bytes] :
       {std::pair<const char*, std::size_t>("0", 0), {"17", 17}, {"50%", 20'000}, {"-1", 39'999}}) {
    expect_differs(line("shorten", {{"to", to}}), body_of(body),
                   [&, n = bytes](const Heard& heard) {
                     return heard.body() == std::string_view(body).substr(0, n) &&
                            holds(heard.head(), "Content-Length: " + std::to_string(n) + "\r\n") &&
                            heard.end == End::fin;
                   });
  }
}

TEST(HttpShorten, FindsATextOfTheBody) {
  expect_differs(line_after("shorten", "to", "half"), body_of("first half, second half"),
                 [](const Heard& heard) { return heard.body() == "first half"; });
}

TEST(HttpShorten, DoesNotActOnAShorterBody) {
  expect_no_difference(line("shorten", {{"to", "100"}}), body_of(noise(100)));
  expect_no_difference(line("shorten", {{"to", "101"}}), body_of(noise(100)));
  expect_no_difference(line_after("shorten", "to", "missing"), body_of("here"));
}

TEST(HttpFlip, ChangesOneByteAndNoOther) {
  const std::string body = noise(40'000);
  for (const auto& [at, place] : {std::pair<const char*, std::size_t>("0", 0),
                                  {"16384", 16384},
                                  {"50%", 20'000},
                                  {"-1", 39'999}}) {
    std::string spoiled = body;
    spoiled[place] = static_cast<char>(spoiled[place] ^ 0x81);
    expect_differs(
        line("flip", {{"at", at}, {"mask", "0x81"}}), body_of(body), [&](const Heard& heard) {
          return heard.body() == spoiled && holds(heard.head(), "Content-Length: 40000\r\n");
        });
  }
}

TEST(HttpFlip, FindsATextOfTheBody) {
  expect_differs(line_after("flip", "at", "md5="), body_of("md5=0123"),
                 [](const Heard& heard) { return heard.body() == "md5=1123"; });
}

TEST(HttpFlip, DoesNotActBehindTheBodyNorWithoutOne) {
  expect_no_difference(line("flip", {{"at", "100"}}), body_of(noise(100)));
  expect_no_difference(line("flip", {{"at", "100%"}}), body_of(noise(100)));
  expect_no_difference(line("flip", {{"at", "0"}}), body_of(""));
  expect_no_difference(line("flip", {{"at", "0"}}), body_of(noise(100)), ask(head_request));
}

// A client that checks as it reads leaves at the bad byte; it has met the fault all the same.
TEST(HttpFlip, ActsThoughThePeerLeavesBehindTheByte) {
  HttpServer server(Security::plain, body_of(noise(8'000'000)), {line("flip", {{"at", "10"}})});
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  client.read_head();
  EXPECT_EQ(client.read(11).size(), 11u);
  client.reset();
  const auto sent = server.events().wait(event::Sent::kind);
  EXPECT_EQ(sent->get(&event::Sent::complete), 0);
  EXPECT_EQ(server.events().count(event::Fault::kind), 1u) << server.events().dump();
}

Line headers(std::vector<std::pair<std::string, Node>> parameters) {
  return Line{"header", map_node(std::move(parameters)), {}};
}

TEST(HttpHeader, SetsAddsAndLeavesOutFields) {
  Node gone;
  gone.kind = Node::Kind::list;
  gone.items.push_back(scalar_node("X-Old"));
  const auto answer = [](const http::Exchange&) {
    http::Response response;
    response.fields = {{"X-Old", "1"}, {"X-Kept", "2"}, {"X-Set", "3"}};
    return response;
  };
  expect_differs(headers({{"set", map_node({{"x-set", scalar_node("4")}})},
                          {"add", map_node({{"X-Kept", scalar_node("5")}})},
                          {"remove", gone}}),
                 answer, [](const Heard& heard) {
                   return heard.head() ==
                          "HTTP/1.1 200 OK\r\nX-Kept: 2\r\nX-Set: 4\r\nX-Kept: "
                          "5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
                 });
}

TEST(HttpHeader, LiesAboutTheLengthHoweverItIsSpelt) {
  for (const char* name : {"Content-Length", "content-length"}) {
    expect_differs(headers({{"set", map_node({{name, scalar_node("9")}})}}), body_of("body"),
                   [](const Heard& heard) {
                     return holds(heard.head(), "ength: 9\r\n") &&
                            !holds(heard.head(), "ength: 4\r\n") && heard.body() == "body";
                   });
  }
}

TEST(HttpHeader, EndsTheConnectionBehindABodyOfAnotherLength) {
  expect_differs(
      headers({{"set", map_node({{"Content-Length", scalar_node("9")}})}}), body_of("body"),
      [](const Heard& heard) { return heard.body() == "body" && heard.end == End::fin; },
      ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n", std::chrono::milliseconds(300)));
}

TEST(HttpHeader, AddsASecondLength) {
  expect_differs(headers({{"add", map_node({{"Content-Length", scalar_node("9")}})}}),
                 body_of("body"), [](const Heard& heard) {
                   return holds(heard.head(), "Content-Length: 4\r\n") &&
                          holds(heard.head(), "Content-Length: 9\r\n") && heard.body() == "body";
                 });
}

// Without a length a body ends where the connection does (RFC 9112 section 6.3): it must end, or
// the peer waits for ever.
TEST(HttpHeader, EndsTheConnectionBehindABodyWithoutALength) {
  for (const char* name : {"Content-Length", "content-length"}) {
    expect_differs(
        headers({{"remove", scalar_node(name)}}), body_of("body"),
        [](const Heard& heard) {
          return !holds(heard.head(), "Content-Length") && heard.body() == "body" &&
                 heard.end == End::fin;
        },
        ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n", std::chrono::milliseconds(300)));
  }
}

TEST(HttpHeader, DoesNotActWhenNothingChanges) {
  expect_no_difference(
      headers({{"set", map_node({{"Content-Type", scalar_node("application/octet-stream")}})}}),
      body_of("body"));
  expect_no_difference(headers({{"remove", scalar_node("X-Missing")}}), body_of("body"));
}

TEST(HttpThrottle, SendsNoFasterThanTold) {
  HttpServer server(Security::plain, body_of(noise(10'000)),
                    {line("throttle", {{"rate", "50kB"}})});
  RawClient client(server.port());
  const auto before = std::chrono::steady_clock::now();
  const Heard heard = get(client);
  const auto took = std::chrono::steady_clock::now() - before;
  EXPECT_EQ(heard.body(), noise(10'000));
  // Steps of 2,500 bytes, 50 ms apart: the fourth and last leaves after 150 ms.
  EXPECT_GE(took, std::chrono::milliseconds(150));
  server.events().wait(event::Sent::kind);
  EXPECT_EQ(server.events().count(event::Fault::kind), 1u);
}

TEST(HttpThrottle, DoesNotActOnABodyThatFitsOneStep) {
  expect_no_difference(line("throttle", {{"rate", "10kB"}}), body_of(noise(500)));
}

TEST(HttpNoAnswer, ReadsTheRequestAndSaysNothing) {
  expect_differs(
      line("no-answer"), body_of("fine"),
      [](const Heard& heard) { return heard.bytes.empty() && heard.end == End::open; },
      ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n", std::chrono::milliseconds(300)));
}

TEST(HttpNoAnswer, IsNoResponseInTheJournal) {
  HttpServer server(Security::plain, body_of("fine"), {line("no-answer")});
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  server.events().wait(event::Fault::kind);
  EXPECT_EQ(client.listen(silence).bytes, "");
  client.close();
  server.events().wait(event::Sent::kind);
  EXPECT_EQ(server.events().count(event::Response::kind), 0u) << server.events().dump();
}

TEST(HttpDelay, ComesThatMuchLater) {
  HttpServer server(Security::plain, body_of("fine"), {line("delay", {{"by", "150ms"}})});
  RawClient client(server.port());
  const Heard heard = get(client);
  EXPECT_EQ(heard.body(), "fine");
  const auto delayed = server.events().wait(event::Fault::kind);
  const auto sent = server.events().wait(event::Sent::kind);
  EXPECT_GE(sent->at - delayed->at, std::chrono::milliseconds(150));
  HttpServer healthy(Security::plain, body_of("fine"));
  RawClient other(healthy.port());
  get(other);
  healthy.events().wait(event::Sent::kind);
  EXPECT_EQ(healthy.events().count(event::Fault::kind), 0u);
}

TEST(HttpFaults, ActOnTheRequestsThatTheTriggerNames) {
  HttpServer server(Security::plain, body_of("fine"),
                    {line("status", {{"code", "503"}}, {{"after", "1"}, {"times", "1"}})});
  RawClient client(server.port());
  std::string statuses;
  for (int i = 0; i < 3; ++i) {
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    const std::string head = client.read_head();
    statuses += head.substr(9, 3) + " ";
    client.read(head.find("Content-Length: 4\r\n") != std::string::npos ? 4 : 25);
  }
  EXPECT_EQ(statuses, "200 503 200 ");
}

}  // namespace
}  // namespace tetra::test
