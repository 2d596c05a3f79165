// deliver: stops, pauses, pace and slices at exact bytes, over TCP and under TLS's records.
#include <gtest/gtest.h>

#include "tests/support/differs.hpp"
#include "tests/wire/wire/tls_server.hpp"

namespace tetra::event {

/// What became of a delivery.
struct Delivered {
  std::int64_t bytes;
  std::int64_t ended;

  static constexpr journal::Kind kind{
      .word = "delivered", .en = "A delivery is over.", .de = "Eine Lieferung ist zu Ende."};
  template <class Each>
  static constexpr void fields(Each&& each) {
    each({"bytes", "written"}, &Delivered::bytes);
    each({"ended", "1 when a stop ended the connection"}, &Delivered::ended);
  }
};

}  // namespace tetra::event

namespace tetra::test {
namespace {

constexpr std::size_t size = 50'000;

Position at_byte(std::uint64_t bytes) {
  Position position;
  position.bytes = bytes;
  return position;
}
Position behind(std::string text) {
  Position position;
  position.kind = Position::Kind::after_text;
  position.text = std::move(text);
  return position;
}

// Delivers a body to every peer as ordered, then ends it cleanly; the journal's `delivered` says
// what became of it.
class DeliveryServer final : public Server {
 public:
  DeliveryServer(std::string body, wire::Delivery orders)
      : Server([this](tcp::Arrival arrival) { return play(std::move(arrival)); }),
        body_(bytes_of(std::move(body))),
        orders_(std::move(orders)) {}
  ~DeliveryServer() override { stop(); }
  wire::Acted acted() {
    return [this](std::vector<journal::Field> details) {
      journal().write("update", 0, event::Fault{"of-the-test", 0, 1}, std::move(details));
    };
  }
  wire::Delivery& orders() { return orders_; }

 private:
  Task<> play(tcp::Arrival arrival) {
    const wire::Delivered done = co_await wire::deliver(*arrival.connection, body_, orders_);
    const event::Delivered told{.bytes = static_cast<std::int64_t>(done.bytes),
                                .ended = done.ended ? 1 : 0};
    journal().write("update", arrival.number, told);
    if (!done.ended && !done.ec) co_await arrival.connection->end(wire::Ending::clean);
  }
  BytesPtr body_;
  wire::Delivery orders_;
};

TEST(Delivery, WithoutOrdersWritesEverything) {
  DeliveryServer server(noise(size), {});
  RawClient client(server.port());
  const Heard heard = client.listen();
  EXPECT_TRUE(heard.bytes == noise(size));
  EXPECT_EQ(heard.end, End::fin);
  EXPECT_EQ(server.events().wait(event::Delivered::kind)->get(&event::Delivered::bytes),
            static_cast<std::int64_t>(size));
}

struct StopCase {
  const char* name;
  Position at;
  std::optional<std::size_t> bytes;  // nullopt: never met
};
void PrintTo(const StopCase& one, std::ostream* out) {
  *out << one.name;
}

class DeliveryStop : public testing::TestWithParam<StopCase> {};

Position percent(double value) {
  Position position;
  position.kind = Position::Kind::percent;
  position.percent = value;
  return position;
}
Position from_end(std::uint64_t bytes) {
  Position position;
  position.kind = Position::Kind::from_end;
  position.bytes = bytes;
  return position;
}

TEST_P(DeliveryStop, EndsAtExactlyThatByte) {
  const StopCase& one = GetParam();
  std::string body = noise(size);
  body.replace(12'284, 8, "crossing");  // over the border of two chunks
  DeliveryServer server(body, {});
  server.loop().run([&] {
    server.orders().stop =
        wire::Delivery::Stop{one.at, wire::Ending::reset_after_delivery, server.acted()};
  });
  RawClient client(server.port());
  const Heard heard = client.listen();
  EXPECT_TRUE(heard.bytes == body.substr(0, one.bytes.value_or(size)));
  EXPECT_EQ(heard.end, one.bytes ? End::reset : End::fin);
  EXPECT_EQ(server.events().wait(event::Delivered::kind)->get(&event::Delivered::ended),
            one.bytes ? 1 : 0);
  const auto faults = server.events().all(event::Fault::kind);
  ASSERT_EQ(faults.size(), one.bytes ? 1u : 0u);
  if (one.bytes) {
    EXPECT_EQ(faults[0].get(detail::at_byte), static_cast<std::int64_t>(*one.bytes));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Places, DeliveryStop,
    testing::Values(
        StopCase{"first", at_byte(0), 0}, StopCase{"one", at_byte(1), 1},
        StopCase{"chunk", at_byte(12'288), 12'288},
        StopCase{"chunk_and_one", at_byte(12'289), 12'289}, StopCase{"last", at_byte(size), size},
        StopCase{"behind", at_byte(size + 1), std::nullopt},
        StopCase{"from_end", from_end(1), size - 1}, StopCase{"from_end_all", from_end(size), 0},
        StopCase{"from_end_more", from_end(size + 1), std::nullopt},
        StopCase{"percent", percent(33.3), 16'650}, StopCase{"hundred", percent(100), size},
        StopCase{"text", behind("crossing"), 12'292},
        StopCase{"no_text", behind("not in there"), std::nullopt}),
    [](const auto& one) { return std::string(one.param.name); });

TEST(DeliveryPause, HoldsAtEachPlaceInOrderAndLosesNothing) {
  DeliveryServer server(noise(size), {});
  server.loop().run([&] {
    auto& pauses = server.orders().pauses;
    for (const std::uint64_t at : {40'000u, 7u, 7u, 50'000u, 50'001u}) {
      pauses.push_back(wire::Delivery::Pause{at_byte(at), Duration(std::chrono::milliseconds(20)),
                                             server.acted()});
    }
  });
  RawClient client(server.port());
  EXPECT_TRUE(client.listen().bytes == noise(size));
  server.events().wait(event::Delivered::kind);
  std::vector<std::int64_t> places;
  for (const auto& fault : server.events().all(event::Fault::kind))
    places.push_back(fault.get(detail::at_byte).value_or(0));
  EXPECT_EQ(places, (std::vector<std::int64_t>{7, 7, 40'000, 50'000}));
  const auto faults = server.events().all(event::Fault::kind);
  EXPECT_GE(faults[1].at - faults[0].at, std::chrono::milliseconds(20));
}

TEST(DeliveryPause, WithoutALengthHoldsUntilThePeerGoes) {
  DeliveryServer server(noise(size), {});
  server.loop().run([&] {
    server.orders().pauses.push_back(
        wire::Delivery::Pause{at_byte(100), std::nullopt, server.acted()});
  });
  RawClient client(server.port());
  EXPECT_EQ(client.read(100).size(), 100u);
  EXPECT_EQ(client.listen(silence).bytes, "");
  client.send("whatever the peer says meanwhile is read away");
  EXPECT_EQ(server.events().count(event::Delivered::kind), 0u);
  client.close();
  EXPECT_EQ(server.events().wait(event::Delivered::kind)->get(&event::Delivered::bytes), 100);
}

TEST(DeliverySlices, WritesSegmentsOfThatManyBytes) {
  DeliveryServer server("abcdefgh", {});
  server.loop().run([&] {
    server.orders().slices =
        wire::Delivery::Slices{3, std::chrono::milliseconds(200), server.acted()};
  });
  RawClient client(server.port());
  // Each segment is read while the next is held back.
  EXPECT_EQ(client.read(3), "abc");
  EXPECT_EQ(client.raw(), "abc");
  EXPECT_EQ(client.read(3), "def");
  EXPECT_EQ(client.raw(), "abcdef");
  EXPECT_EQ(client.listen().bytes, "gh");
  server.events().wait(event::Delivered::kind);
  EXPECT_EQ(server.events().count(event::Fault::kind), 1u);
}

TEST(DeliverySlices, OfNothingStillComeToAnEnd) {
  DeliveryServer server("abc", {});
  server.loop().run([&] {
    server.orders().slices = wire::Delivery::Slices{0, Duration::zero(), {}};
  });
  RawClient client(server.port());
  EXPECT_EQ(client.listen().bytes, "abc");
}

TEST(DeliveryPace, IsNeverFasterThanTold) {
  DeliveryServer server(noise(2'000), {});
  server.loop().run([&] { server.orders().pace = wire::Delivery::Pace{10'000, server.acted()}; });
  const auto before = std::chrono::steady_clock::now();
  RawClient client(server.port());
  std::string bytes;
  while (bytes.size() < 2'000) {
    const std::string one = client.read(1);
    ASSERT_EQ(one.size(), 1u);
    bytes += one;
    const auto seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
    ASSERT_LE(static_cast<double>(bytes.size()), 10'000 * seconds + 500)
        << "more than a step ahead";
  }
  EXPECT_TRUE(bytes == noise(2'000));
  server.events().wait(event::Delivered::kind);
  EXPECT_EQ(server.events().count(event::Fault::kind), 1u);
}

TEST(Delivery, TellsThatThePeerWentAway) {
  DeliveryServer server(noise(8'000'000), {});
  RawClient client(server.port());
  client.read(1000);
  client.reset();
  const auto done = server.events().wait(event::Delivered::kind);
  EXPECT_LT(done->get(&event::Delivered::bytes), 8'000'000);
}

// The wait for the peer's acknowledgement is for as long as it makes progress: nobody loses bytes
// for being slow.
TEST(DeliverySlow, ResetWaitsForAPeerThatReadsLittleByLittle) {
  DeliveryServer server(noise(400'000), {});
  server.loop().run([&] {
    server.orders().stop =
        wire::Delivery::Stop{percent(100), wire::Ending::reset_after_delivery, server.acted()};
  });
  RawClient::Settings settings;
  settings.receive_buffer = 2048;
  RawClient client(server.port(), settings);
  server.events().wait(event::Fault::kind);
  std::string bytes;
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(6500);
  while (std::chrono::steady_clock::now() < until) {
    bytes += client.read(64);
    client.idle(std::chrono::milliseconds(100));
  }
  const Heard rest = client.listen();
  EXPECT_EQ(bytes.size() + rest.bytes.size(), 400'000u);
  EXPECT_EQ(rest.end, End::reset);
}

}  // namespace
}  // namespace tetra::test
