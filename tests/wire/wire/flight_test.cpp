// The server's handshake bytes under orders: cut, held, flipped, at a byte counted over all
// flights.
#include <gtest/gtest.h>

#include "tests/wire/wire/tls_server.hpp"

namespace tetra::test {
namespace {

class Flight : public testing::TestWithParam<Security> {
 protected:
  using Spoil = std::function<void(wire::HelloAnswer&)>;
  // One handshake against a server that spoils it; what the client's kernel got.
  struct Shaken {
    bool done = false;
    std::string raw;
    Heard heard;
    std::vector<journal::Event> faults;
    std::string journal;
  };
  Shaken shake(const Spoil& spoil, std::chrono::milliseconds quiet = patience) {
    std::unique_ptr<TlsServer> server;
    const auto on_hello = [&](const wire::Hello&) {
      wire::HelloAnswer answer;
      spoil(answer);
      answer.acted = server->acted();
      if (answer.flights.stop) answer.flights.stop->acted = server->acted();
      for (auto& pause : answer.flights.pauses) pause.acted = server->acted();
      return answer;
    };
    server = std::make_unique<TlsServer>(GetParam(), on_hello, echo);
    Shaken shaken;
    RawClient client(server->port(), GetParam());
    shaken.done = client.handshake();
    if (shaken.done) client.finish_sending();
    shaken.heard = client.listen(quiet);
    shaken.raw = client.raw();
    client.close();
    server->events().wait(event::Gone::kind);
    shaken.faults = server->events().all(event::Fault::kind);
    shaken.journal = server->events().dump();
    return shaken;
  }
  static wire::Delivery::Stop stop(std::uint64_t at, wire::Ending how) {
    wire::Delivery::Stop order;
    order.at.bytes = at;
    order.how = how;
    return order;
  }
  // Bytes of the honest server's first flight: ServerHello to ServerHelloDone or Finished.
  std::size_t first_flight() {
    std::size_t bytes = 0;
    TlsServer server(GetParam(), honest, echo);
    RawClient client(server.port(), GetParam());
    EXPECT_TRUE(client.handshake());
    bytes = client.raw().size();
    // TLS 1.2's second flight is ChangeCipherSpec and Finished: 6 + 45 bytes with AES-GCM, and 6 +
    // 37 with ChaCha20.
    if (GetParam() == Security::tls12)
      bytes -= client.raw().size() - client.raw().rfind(std::string("\x14\x03\x03\x00\x01\x01", 6));
    return bytes;
  }
};
INSTANTIATE_TEST_SUITE_P(Versions, Flight, testing::Values(Security::tls12, Security::tls13),
                         [](const auto& one) { return std::string(to_string(one.param)); });

TEST_P(Flight, StopsAtExactlyThatByte) {
  for (const std::uint64_t at : {0, 1, 5, 40, 100}) {
    const Shaken shaken = shake([&](wire::HelloAnswer& answer) {
      answer.flights.stop = stop(at, wire::Ending::reset_after_delivery);
    });
    EXPECT_FALSE(shaken.done);
    EXPECT_EQ(shaken.raw.size(), at);
    EXPECT_EQ(shaken.heard.end, End::reset);
    ASSERT_EQ(shaken.faults.size(), 1u) << shaken.journal;
    EXPECT_EQ(shaken.faults[0].get(detail::at_byte), static_cast<std::int64_t>(at));
  }
}

TEST_P(Flight, StopsWithFinAndNoAlert) {
  const Shaken shaken = shake(
      [](wire::HelloAnswer& answer) { answer.flights.stop = stop(60, wire::Ending::truncated); });
  EXPECT_EQ(shaken.raw.size(), 60u);
  EXPECT_EQ(shaken.heard.end, End::fin);
  EXPECT_TRUE(shaken.heard.alerts.empty());
}

TEST_P(Flight, FlipsOneByteAndTheClientSaysNo) {
  const Shaken shaken = shake([](wire::HelloAnswer& answer) {
    answer.flips.emplace_back(20, static_cast<unsigned char>(0xff));
  });
  EXPECT_FALSE(shaken.done);
  ASSERT_EQ(shaken.faults.size(), 1u) << shaken.journal;
  EXPECT_EQ(shaken.faults[0].get(detail::at_byte), 20);
}

TEST_P(Flight, IsNotReportedBehindTheHandshake) {
  const Shaken shaken = shake([](wire::HelloAnswer& answer) {
    answer.flips.emplace_back(100'000, static_cast<unsigned char>(1));
    answer.flights.stop = stop(100'000, wire::Ending::reset);
  });
  EXPECT_TRUE(shaken.done);
  EXPECT_EQ(shaken.faults.size(), 0u) << shaken.journal;
}

TEST_P(Flight, HoldsOnceAtTheBorderOfTwoFlights) {
  const std::size_t border = first_flight();
  const Shaken shaken = shake([&](wire::HelloAnswer& answer) {
    wire::Delivery::Pause pause;
    pause.at.bytes = border;
    pause.length = std::chrono::milliseconds(20);
    answer.flights.pauses.push_back(pause);
  });
  EXPECT_TRUE(shaken.done);
  EXPECT_EQ(shaken.faults.size(), 1u) << shaken.journal;
}

TEST_P(Flight, StopsInTheSecondFlight) {
  if (GetParam() == Security::tls13)
    GTEST_SKIP() << "TLS 1.3 without tickets has one flight of the server's";
  const std::size_t border = first_flight();
  for (const std::size_t more : {std::size_t{1}, std::size_t{6}, std::size_t{20}}) {
    const Shaken shaken = shake([&](wire::HelloAnswer& answer) {
      answer.flights.stop = stop(border + more, wire::Ending::reset_after_delivery);
    });
    EXPECT_FALSE(shaken.done);
    EXPECT_NEAR(static_cast<double>(shaken.raw.size()), static_cast<double>(border + more), 0.5);
    EXPECT_EQ(shaken.heard.end, End::reset);
  }
}

TEST_P(Flight, SlicesStillMakeAWholeHandshake) {
  const Shaken shaken = shake([](wire::HelloAnswer& answer) {
    answer.flights.slices = wire::Delivery::Slices{7, Duration::zero(), {}};
  });
  EXPECT_TRUE(shaken.done);
}

}  // namespace
}  // namespace tetra::test
