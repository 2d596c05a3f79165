#include <gtest/gtest.h>

#include "tests/wire/proxy/proxy_lab.hpp"

namespace tetra::test {
namespace {

const std::string connect_request =
    "CONNECT origin.test:443 HTTP/1.1\r\nHost: origin.test:443\r\n\r\n";

// Sends back what it gets, then ends as its peer did.
Task<> echo(wire::Connection& peer) {
  std::string chunk(65536, '\0');
  for (;;) {
    const wire::IoResult got = co_await peer.read_some(asio::buffer(chunk));
    if (got.ec) break;
    co_await peer.write(asio::buffer(chunk.data(), got.bytes));
  }
  co_await peer.end(wire::Ending::clean);
}

TEST(Tunnel, CarriesBytesBothWaysAndEndsWithFin) {
  ProxyLab lab;
  lab.origin(echo);
  lab.start();
  RawClient client(lab.port());
  client.send(connect_request);
  client.read_head();
  const std::string bytes = pattern(3'000'000);
  std::thread sender([&] {
    client.send(bytes);
    client.finish_sending();
  });
  const RawClient::Rest got = client.read_to_end();
  sender.join();
  EXPECT_TRUE(got.bytes == bytes);
  EXPECT_EQ(got.ending, RawClient::Seen::fin);
  const journal::Event end = lab.wait_for(event::TunnelEnd::kind);
  EXPECT_EQ(end.get(&event::TunnelEnd::up_bytes), 3'000'000);
  EXPECT_EQ(end.get(&event::TunnelEnd::down_bytes), 3'000'000);
  EXPECT_EQ(end.get(&event::TunnelEnd::how), "closed");
}

TEST(Tunnel, PassesOnWhatCameBehindTheConnect) {
  ProxyLab lab;
  lab.origin(echo);
  lab.start();
  RawClient client(lab.port());
  client.send(connect_request + "early bytes");
  client.finish_sending();
  client.read_head();
  EXPECT_EQ(client.read_to_end().bytes, "early bytes");
}

TEST(Tunnel, ForwardsAHalfCloseAndGoesOnTheOtherWay) {
  ProxyLab lab;
  lab.origin([](wire::Connection& peer) -> Task<> {
    co_await wire::wait_until_closed(peer);
    const std::string late = "after your end";
    co_await peer.write(asio::buffer(late));
    co_await peer.end(wire::Ending::clean);
  });
  lab.start();
  RawClient client(lab.port());
  client.send(connect_request);
  client.read_head();
  client.finish_sending();
  EXPECT_EQ(client.read_to_end().bytes, "after your end");
}

TEST(Tunnel, ForwardsTheOriginsResetBehindItsBytes) {
  ProxyLab lab;
  lab.origin([](wire::Connection& peer) -> Task<> {
    const std::string bytes = pattern(100'000);
    co_await peer.write(asio::buffer(bytes));
    co_await peer.end(wire::Ending::reset_after_delivery);
  });
  lab.start();
  RawClient client(lab.port());
  client.send(connect_request);
  client.read_head();
  const RawClient::Rest got = client.read_to_end();
  EXPECT_EQ(got.bytes.size(), 100'000u);
  EXPECT_EQ(got.ending, RawClient::Seen::reset);
  EXPECT_EQ(lab.wait_for(event::TunnelEnd::kind).get(&event::TunnelEnd::how), "origin-reset");
}

TEST(Tunnel, ForwardsTheClientsReset) {
  Collected collected;
  ProxyLab lab;
  lab.origin(collects(collected));
  lab.start();
  RawClient client(lab.port());
  client.send(connect_request);
  client.read_head();
  client.reset();
  EXPECT_EQ(lab.wait_for(event::TunnelEnd::kind).get(&event::TunnelEnd::how), "client-reset");
  ASSERT_EQ(collected.done.get_future().wait_for(std::chrono::seconds(10)),
            std::future_status::ready)
      << "the origin saw no end";
  EXPECT_EQ(collected.ending, asio::error::connection_reset);
}

TEST(Tunnel, HoldsTheOriginBackWhenTheClientDoesNotRead) {
  std::atomic<std::size_t> written = 0;
  ProxyLab lab;
  lab.origin([&](wire::Connection& peer) -> Task<> {
    const std::string chunk(1 << 20, 'x');
    for (int i = 0; i < 64; ++i) {
      const wire::IoResult wrote = co_await peer.write(asio::buffer(chunk));
      written += wrote.bytes;
    }
    co_await peer.end(wire::Ending::clean);
  });
  lab.start();
  RawClient client(lab.port());
  client.send(connect_request);
  client.read_head();
  client.read(1 << 20);
  EXPECT_LT(written, 64u << 20) << "nobody has read 64 MiB, so they must not be on their way";
  EXPECT_EQ(client.read_to_end().bytes.size(), 63u << 20);
}

TEST(Tunnel, LeavesAStatusThatAFaultMadeAnError) {
  // The generic HTTP faults change the status of a CONNECT's 200: then no tunnel may follow.
  class Forbids final : public http::Fault {
    void on_response(const http::Exchange&, http::Response& response, const wire::Acted&) override {
      response.status = 403;
      response.reason.reset();
    }
  };
  ProxyLab lab;
  lab.origin(sends("hello"));
  lab.arm_http(std::make_unique<Forbids>());
  lab.start();
  RawClient client(lab.port());
  client.send(connect_request);
  client.finish_sending();
  const std::string got = client.read_to_end().bytes;
  EXPECT_TRUE(got.starts_with("HTTP/1.1 403 Forbidden\r\n")) << got;
  EXPECT_EQ(got.find("hello"), std::string::npos);
  EXPECT_EQ(lab.count(event::Tunnel::kind), 0u);
}

}  // namespace
}  // namespace tetra::test
