#include <gtest/gtest.h>

#include "tests/wire/proxy/proxy_lab.hpp"

namespace tetra::test {
namespace {

constexpr std::size_t whole = 300'000;
const std::string connect_request =
    "CONNECT origin.test:443 HTTP/1.1\r\nHost: origin.test:443\r\n\r\n";

// What a client gets of a tunnel down which `whole` bytes come.
RawClient::Rest download(ProxyLab& lab) {
  lab.origin(sends(pattern(whole)));
  lab.start();
  RawClient client(lab.port());
  client.send(connect_request);
  EXPECT_EQ(client.read_head(), "HTTP/1.1 200 Connection established\r\n\r\n");
  return client.read_to_end();
}

class TunnelCut : public testing::TestWithParam<std::size_t> {};

TEST_P(TunnelCut, ByResetGivesTheClientsKernelExactlyTheBytesThenRst) {
  ProxyLab lab;
  lab.arm("tunnel-cut", params({{"at", std::to_string(GetParam())}, {"by", "reset"}}));
  const RawClient::Rest got = download(lab);
  EXPECT_EQ(got.bytes.size(), GetParam());
  EXPECT_TRUE(got.bytes == pattern(whole).substr(0, GetParam()));
  EXPECT_EQ(got.ending, RawClient::Seen::reset);
  EXPECT_EQ(lab.wait_for(event::Fault::kind).get(detail::at_byte),
            static_cast<std::int64_t>(GetParam()));
  EXPECT_EQ(lab.wait_for(event::TunnelEnd::kind).get(&event::TunnelEnd::how), "cut");
}

TEST_P(TunnelCut, ByFinGivesTheClientsKernelExactlyTheBytesThenFin) {
  ProxyLab lab;
  lab.arm("tunnel-cut", params({{"at", std::to_string(GetParam())}, {"by", "fin"}}));
  const RawClient::Rest got = download(lab);
  EXPECT_EQ(got.bytes.size(), GetParam());
  EXPECT_EQ(got.ending, RawClient::Seen::fin);
  EXPECT_EQ(lab.wait_for(event::Fault::kind).get(&event::Fault::fault), "tunnel.tunnel-cut");
  EXPECT_EQ(lab.wait_for(event::TunnelEnd::kind).get(&event::TunnelEnd::how), "cut");
}

TEST_P(TunnelCut, UpGivesTheOriginsKernelExactlyTheBytes) {
  for (const bool reset : {true, false}) {
    Collected collected;
    ProxyLab lab;
    lab.arm("tunnel-cut", params({{"at", std::to_string(GetParam())},
                                  {"by", reset ? "reset" : "fin"},
                                  {"direction", "up"}}));
    lab.origin(collects(collected));
    lab.start();
    RawClient client(lab.port());
    client.send(connect_request);
    client.read_head();
    client.send(pattern(whole));
    client.finish_sending();
    EXPECT_EQ(client.read_to_end().ending, reset ? RawClient::Seen::reset : RawClient::Seen::fin);
    EXPECT_EQ(lab.wait_for(event::TunnelEnd::kind).get(&event::TunnelEnd::how), "cut");
    ASSERT_EQ(collected.done.get_future().wait_for(std::chrono::seconds(10)),
              std::future_status::ready)
        << "the origin saw no end";
    EXPECT_EQ(collected.bytes.size(), GetParam());
    EXPECT_EQ(collected.ending,
              reset ? asio::error::connection_reset : error_code(asio::error::eof));
  }
}

INSTANTIATE_TEST_SUITE_P(At, TunnelCut, testing::Values(0, 1, 65536, whole - 1),
                         testing::PrintToStringParamName());

TEST(TunnelCut, AtZeroDoesNotWaitForTheOrigin) {
  ProxyLab lab;
  lab.arm("tunnel-cut", params({{"at", "0"}, {"by", "fin"}}));
  lab.origin([](wire::Connection& peer) -> Task<> { co_await wire::wait_until_closed(peer); });
  lab.start();
  RawClient client(lab.port());
  client.send(connect_request);
  client.read_head();
  lab.wait_for(event::Fault::kind);
  const RawClient::Rest got = client.read_to_end();
  EXPECT_EQ(got.bytes, "");
  EXPECT_EQ(got.ending, RawClient::Seen::fin);
}

TEST(TunnelCut, NeverActsOnATunnelThatIsShorter) {
  ProxyLab lab;
  lab.arm("tunnel-cut", params({{"at", std::to_string(whole + 1)}}));
  const RawClient::Rest got = download(lab);
  EXPECT_EQ(got.bytes.size(), whole);
  EXPECT_EQ(got.ending, RawClient::Seen::fin);
  lab.wait_for(event::TunnelEnd::kind);
  EXPECT_EQ(lab.count(event::Fault::kind), 0u);
}

TEST(TunnelCut, LeavesTheOtherTunnelsAlone) {
  ProxyLab lab;
  fault::Trigger second;
  second.when.connection = Range{2, 2};
  lab.arm("tunnel-cut", params({{"at", "1000"}}), second);
  lab.origin(sends(pattern(whole)));
  lab.start();
  std::string sizes;
  for (int i = 0; i < 3; ++i) {
    RawClient client(lab.port());
    client.send(connect_request);
    client.read_head();
    sizes += std::to_string(client.read_to_end().bytes.size()) + " ";
  }
  EXPECT_EQ(sizes, "300000 1000 300000 ");
}

TEST(TunnelStall, StandsStillBehindExactlyTheBytesUntilTheClientLeaves) {
  for (const std::size_t at : {std::size_t{0}, std::size_t{65536}}) {
    ProxyLab lab;
    lab.arm("tunnel-stall", params({{"at", std::to_string(at)}}));
    lab.origin(sends(pattern(whole)));
    lab.start();
    {
      RawClient client(lab.port());
      client.send(connect_request);
      client.read_head();
      EXPECT_EQ(client.read(at).size(), at);
      EXPECT_EQ(lab.wait_for(event::Fault::kind).get(detail::at_byte),
                static_cast<std::int64_t>(at));
      EXPECT_TRUE(client.is_silent_for(20));
      EXPECT_EQ(lab.count(event::TunnelEnd::kind), 0u);
    }
    EXPECT_EQ(lab.wait_for(event::TunnelEnd::kind).get(&event::TunnelEnd::how), "client-left");
  }
}

TEST(TunnelStall, GoesOnBehindItsTime) {
  ProxyLab lab;
  lab.arm("tunnel-stall", params({{"at", "1000"}, {"for", "60ms"}}));
  const RawClient::Rest got = download(lab);
  EXPECT_TRUE(got.bytes == pattern(whole));
  const Duration took =
      lab.wait_for(event::TunnelEnd::kind).at - lab.wait_for(event::Fault::kind).at;
  EXPECT_GE(took, std::chrono::milliseconds(60));
}

TEST(TunnelStall, UpGivesTheOriginNoMore) {
  Collected collected;
  ProxyLab lab;
  lab.arm("tunnel-stall", params({{"at", "1000"}, {"direction", "up"}}));
  lab.origin(collects(collected));
  lab.start();
  {
    RawClient client(lab.port());
    client.send(connect_request);
    client.read_head();
    client.send(pattern(5000));
    EXPECT_EQ(lab.wait_for(event::Fault::kind).get(detail::at_byte), 1000);
    EXPECT_TRUE(client.is_silent_for(20));
  }
  EXPECT_EQ(lab.wait_for(event::TunnelEnd::kind).get(&event::TunnelEnd::how), "client-left");
  ASSERT_EQ(collected.done.get_future().wait_for(std::chrono::seconds(10)),
            std::future_status::ready)
      << "the origin saw no end";
  EXPECT_EQ(collected.bytes.size(), 1000u);
}

TEST(TunnelCorrupt, FlipsTheBitsOfOneByte) {
  for (const std::size_t at : {std::size_t{0}, std::size_t{65535}, std::size_t{65536}, whole - 1}) {
    ProxyLab lab;
    lab.arm("tunnel-corrupt", params({{"at", std::to_string(at)}, {"mask", "0x81"}}));
    const RawClient::Rest got = download(lab);
    std::string expected = pattern(whole);
    expected[at] = static_cast<char>(expected[at] ^ 0x81);
    EXPECT_TRUE(got.bytes == expected) << at;
    EXPECT_EQ(lab.wait_for(event::Fault::kind).get(detail::at_byte), static_cast<std::int64_t>(at));
  }
}

TEST(TunnelCorrupt, NeverActsBehindACut) {
  ProxyLab lab;
  lab.arm("tunnel-corrupt", params({{"at", "1000"}}));
  lab.arm("tunnel-cut", params({{"at", "1000"}}));
  const RawClient::Rest got = download(lab);
  EXPECT_TRUE(got.bytes == pattern(whole).substr(0, 1000));
  lab.wait_for(event::TunnelEnd::kind);
  EXPECT_EQ(lab.count(event::Fault::kind), 1u);
}

}  // namespace
}  // namespace tetra::test
