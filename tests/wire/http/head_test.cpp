// Faults of the head: its bytes, how far they come and how fast.
#include <gtest/gtest.h>

#include "tests/support/differs.hpp"

namespace tetra::test {
namespace {

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

const std::string fine_head =
    "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 4\r\nConnection: "
    "close\r\n\r\n";

// Waits for the first byte as long as it takes, and then for silence.
Heard keeping(RawClient& client) {
  client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const std::string first = client.read(1);
  Heard heard = client.listen(std::chrono::milliseconds(300));
  heard.bytes.insert(0, first);
  return heard;
}

TEST(HttpRaw, SendsTheBytesAndNothingElse) {
  expect_differs(
      line("raw", {{"bytes", R"(\x80\0 no HTTP\r\n)"}}), body_of("fine"), [](const Heard& heard) {
        return heard.bytes == std::string("\x80\0 no HTTP\r\n", 12) && heard.end == End::fin;
      });
}

TEST(HttpRaw, EndsAsTold) {
  expect_differs(line("raw", {{"bytes", "x"}, {"then", "reset"}}), body_of("fine"),
                 [](const Heard& heard) { return heard.bytes == "x" && heard.end == End::reset; });
  expect_differs(line("raw", {{"bytes", ""}, {"then", "fin"}}), body_of("fine"),
                 [](const Heard& heard) { return heard.bytes.empty() && heard.end == End::fin; });
  expect_differs(
      line("raw", {{"bytes", "x"}, {"then", "stay-open"}}), body_of("fine"),
      [](const Heard& heard) { return heard.bytes == "x" && heard.end == End::open; }, keeping);
}

TEST(HttpRaw, TellsCloseNotifyFromFin) {
  for (const auto& [then, notified] :
       {std::pair<const char*, bool>("close-notify", true), {"fin", false}}) {
    HttpServer server(Security::tls13, body_of("fine"),
                      {line("raw", {{"bytes", "x"}, {"then", then}})});
    RawClient client(server.port(), Security::tls13);
    ASSERT_TRUE(client.handshake());
    const Heard heard = get(client);
    EXPECT_EQ(heard.bytes, "x");
    EXPECT_EQ(heard.close_notify(), notified);
    EXPECT_EQ(heard.end, End::fin);
  }
}

TEST(HttpRaw, KnowsItsEscapes) {
  const auto make = [](const char* bytes) {
    const Node value = map_node({{"bytes", scalar_node(bytes)}});
    return fault::make_fault(*fault::Catalog::instance().find("update", "raw"), value).has_value();
  };
  EXPECT_TRUE(make(R"(\r\n\t\0\\\xfF)"));
  EXPECT_FALSE(make(R"(\q)"));
  EXPECT_FALSE(make(R"(\x0)"));
  EXPECT_FALSE(make(R"(\x-1)"));
  EXPECT_FALSE(make("\\"));
}

TEST(HttpStatusLine, TakesThePlaceOfTheFirstLine) {
  for (const char* written :
       {"HTTP/1.1 abc", "HTTP/1.1 200", "ICY 200 OK", "HTTP/3.7 200 OK", ""}) {
    expect_differs(
        line("status-line", {{"line", written}}), body_of("fine"), [&](const Heard& heard) {
          return heard.bytes == written + fine_head.substr(fine_head.find("\r\n")) + "fine";
        });
  }
}

TEST(HttpStatusLine, EndsAsTold) {
  expect_differs(line("status-line", {{"line", "HTTP/1.1 200 OK"}, {"end", R"(\n)"}}),
                 body_of("fine"), [](const Heard& heard) {
                   return heard.bytes.starts_with("HTTP/1.1 200 OK\nContent-Type: ");
                 });
}

TEST(HttpHeadLine, StandsWhereItIsTold) {
  expect_differs(line("head-line", {{"lines", "no colon"}}), body_of("fine"),
                 [](const Heard& heard) {
                   return heard.bytes.ends_with("Connection: close\r\nno colon\r\n\r\nfine");
                 });
  expect_differs(line("head-line", {{"lines", " folded"}, {"at", "first"}}), body_of("fine"),
                 [](const Heard& heard) {
                   return heard.bytes.starts_with("HTTP/1.1 200 OK\r\n folded\r\nContent-Type");
                 });
}

TEST(HttpHeadLine, MayHoldAnyByteAndEnd) {
  expect_differs(line("head-line", {{"lines", R"(X-\0: \x01)"}, {"end", R"(\r)"}}), body_of("fine"),
                 [](const Heard& heard) {
                   return holds(heard.bytes, std::string_view("\r\nX-\0: \x01\r\r\n", 11));
                 });
}

TEST(HttpHeadLine, AddsEveryLineOfAList) {
  Node lines;
  lines.kind = Node::Kind::list;
  for (const char* one : {"Content-Length: 9", "Content-Length: 4"})
    lines.items.push_back(scalar_node(one));
  expect_differs(Line{"head-line", map_node({{"lines", lines}}), {}}, body_of("fine"),
                 [](const Heard& heard) {
                   return holds(heard.head(), "Content-Length: 9\r\nContent-Length: 4\r\n\r\n") &&
                          heard.body() == "fine";
                 });
}

TEST(HttpHeadCut, EndsAfterExactlySoManyBytes) {
  for (const std::size_t at :
       {std::size_t{0}, std::size_t{1}, std::size_t{17}, fine_head.size() - 1}) {
    for (const auto& [by, end] :
         {std::pair<const char*, End>("reset", End::reset), {"fin", End::fin}}) {
      expect_differs(line("head-cut", {{"at", std::to_string(at)}, {"by", by}}), body_of("fine"),
                     [&, wanted = end](const Heard& heard) {
                       return heard.bytes == fine_head.substr(0, at) && heard.end == wanted;
                     });
    }
  }
}

TEST(HttpHeadCut, SaysGoodbyeWhenToldSo) {
  HttpServer server(Security::tls12, body_of("fine"), {line("head-cut", {{"at", "20"}})});
  RawClient client(server.port(), Security::tls12);
  ASSERT_TRUE(client.handshake());
  const Heard heard = get(client);
  EXPECT_EQ(heard.bytes, fine_head.substr(0, 20));
  EXPECT_TRUE(heard.close_notify());
}

TEST(HttpHeadStall, IsSilentBehindExactlySoManyBytes) {
  expect_differs(
      line("head-stall", {{"at", "20"}}), body_of("fine"),
      [](const Heard& heard) {
        return heard.bytes == fine_head.substr(0, 20) && heard.end == End::open;
      },
      keeping);
}

TEST(HttpHeadSlow, ComesInDrops) {
  HttpServer server(Security::plain, body_of("fine"), {line("head-slow", {{"rate", "400"}})});
  RawClient client(server.port());
  const Heard heard = get(client);
  EXPECT_EQ(heard.bytes, fine_head + "fine");
  const auto slow = server.events().wait(event::Fault::kind);
  const auto sent = server.events().wait(event::Sent::kind);
  // Steps of 20 bytes, 50 ms apart; the first gap ends at byte 20.
  const auto steps = static_cast<int>((fine_head.size() - 1) / 20) - 1;
  EXPECT_GE(sent->at - slow->at, steps * std::chrono::milliseconds(50));
  HttpServer healthy(Security::plain, body_of("fine"));
  RawClient other(healthy.port());
  get(other);
  healthy.events().wait(event::Sent::kind);
  EXPECT_EQ(healthy.events().count(event::Fault::kind), 0u);
}

TEST(HttpHeadFlood, SendsSoManyBytesOfFields) {
  expect_differs(line("head-flood", {{"size", "100000"}, {"field", "1000"}}), body_of("fine"),
                 [](const Heard& heard) {
                   return heard.head().size() == fine_head.size() + 100'000 &&
                          holds(heard.head(), "\r\nX-Flood: fff") && heard.body() == "fine";
                 });
}

TEST(HttpHeadFlood, ActsThoughThePeerHasEnough) {
  HttpServer server(Security::plain, body_of("fine"), {line("head-flood", {{"size", "1GiB"}})});
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.read(4000).size(), 4000u);
  client.reset();
  EXPECT_EQ(server.events().wait(event::Sent::kind)->get(&event::Sent::complete), 0);
  EXPECT_EQ(server.events().count(event::Fault::kind), 1u) << server.events().dump();
}

TEST(HttpInterim, ComesBeforeTheAnswer) {
  Line fault = line("interim", {{"code", "103"}, {"repeat", "2"}});
  fault.value.entries.push_back({"headers", {}, map_node({{"Link", scalar_node("</a>")}})});
  expect_differs(fault, body_of("fine"), [](const Heard& heard) {
    const std::string one = "HTTP/1.1 103 Unknown\r\nLink: </a>\r\n\r\n";
    return heard.bytes == one + one + fine_head + "fine";
  });
}

}  // namespace
}  // namespace tetra::test
