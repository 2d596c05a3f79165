#include <gtest/gtest.h>

#include "engine/journal/journal.hpp"
#include "engine/journal/kinds/http.hpp"
#include "engine/journal/kinds/lab.hpp"
#include "engine/journal/kinds/transport.hpp"

namespace tetra::journal {
namespace {

const Detail<std::int64_t> depth{"depth", "of this test"};
const Detail<std::string> colour{"colour", "of this test"};

Event written(auto event) {
  Journal journal;
  journal.write("update", 3, std::move(event));
  return journal.events().front();
}

TEST(Event, IsReadAsItWasWritten) {
  const Event event = written(event::Request{
      .method = "GET", .target = "/a?b", .host = "a.test", .number = 7, .range = "bytes=1-"});
  ASSERT_TRUE(event.is<event::Request>());
  EXPECT_EQ(event.service, "update");
  EXPECT_EQ(event.connection, 3u);
  EXPECT_EQ(event.get(&event::Request::target), "/a?b");
  EXPECT_EQ(event.get(&event::Request::number), 7);
  EXPECT_EQ(event.get(&event::Request::range), "bytes=1-");
  EXPECT_EQ(event.get(&event::Request::user_agent), std::nullopt);
  const auto whole = event.as<event::Request>();
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->method + whole->host, "GETa.test");
  EXPECT_EQ(whole->range, "bytes=1-");
}

TEST(Event, OfAnotherKindHasNothingToRead) {
  const Event event = written(event::Response{.status = 200, .length = 5});
  EXPECT_FALSE(event.is<event::Request>());
  EXPECT_FALSE(event.as<event::Request>());
  EXPECT_EQ(event.get(&event::Request::method), "");
  EXPECT_EQ(event.get(&event::Request::number), 0);
  EXPECT_EQ(event.get(&event::Response::status), 200);
}

TEST(Event, ASharedKeyIsReadFromEveryKind) {
  EXPECT_EQ(written(event::Syn{.from = "a:1", .to = "b:2"}).get(event::key::from), "a:1");
  EXPECT_EQ(written(event::Connection{.from = "c:3"}).get(event::key::from), "c:3");
  EXPECT_EQ(written(event::Response{.status = 1, .length = 2}).get(event::key::from), std::nullopt);
}

TEST(Event, DetailsOfAFaultFollowItsFields) {
  Journal journal;
  const event::Fault fault{.fault = "http.cut", .index = 0, .attempt = 2};
  journal.write("update", 1, fault, {depth(4), colour("red")});
  const Event& event = journal.events().front();
  EXPECT_EQ(event.get(depth), 4);
  EXPECT_EQ(event.get(colour), "red");
  EXPECT_EQ(event.get(&event::Fault::attempt), 2);
  std::string details;
  for (const Field& field : event.fields) {
    if (!declares<event::Fault>(field.key())) details += std::string(field.key()) + field.text();
  }
  EXPECT_EQ(details, "depth4colourred");
}

TEST(Event, IsALineOfJsonInTheOrderOfItsDeclaration) {
  Event event = written(event::Connection{.from = "a:1", .to = "b\n\xff"});
  event.at = std::chrono::microseconds(1250);
  event.time =
      std::chrono::system_clock::time_point(std::chrono::microseconds(1'796'123'045'000'042));
  EXPECT_EQ(
      to_json(event),
      R"({"seq":1,"time":"2026-12-01T11:04:05.000042Z","at_ms":1.25,"service":"update",)"
      "\"event\":\"connection\",\"connection\":3,\"from\":\"a:1\",\"to\":\"b\\n\xef\xbf\xbd\"}");
  EXPECT_EQ(to_json(written(event::Sent{.bytes = 9, .complete = 0})).find("\"bytes\":\"9\""),
            std::string::npos)
      << "a number stays one";
}

}  // namespace
}  // namespace tetra::journal
