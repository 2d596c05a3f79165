#include <gtest/gtest.h>

#include "tests/wire/proxy/proxy_lab.hpp"

namespace tetra::test {
namespace {

// Reads a request's head and answers with that.
ProxyLab::Origin answers(std::string bytes) {
  return [bytes = std::move(bytes)](wire::Connection& peer) -> Task<> {
    std::string head;
    std::string chunk(4096, '\0');
    while (head.find("\r\n\r\n") == std::string::npos) {
      const wire::IoResult got = co_await peer.read_some(asio::buffer(chunk));
      if (got.ec) break;
      head.append(chunk, 0, got.bytes);
    }
    co_await peer.write(asio::buffer(bytes));
    co_await peer.end(wire::Ending::clean);
  };
}

const std::string versions =
    "<info><all><id value=\"97276\"/></all><v3 dat_path=\"/v3/97276/a.dat\" "
    "short=\"1234\"/></info>";
const std::string origin_answer =
    "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nETag: \"new\"\r\nContent-Length: " +
    std::to_string(versions.size()) + "\r\n\r\n" + versions;

std::string ask(ProxyLab& lab, const std::string& path) {
  RawClient client(lab.port());
  client.send("GET http://origin.test" + path +
              " HTTP/1.1\r\nHost: origin.test\r\nConnection: close\r\n\r\n");
  return client.read_to_end().bytes;
}

std::string answer_with(std::string_view fault, const Node& parameters, const std::string& path) {
  ProxyLab lab;
  lab.arm(fault, parameters);
  lab.origin(answers(origin_answer));
  lab.start();
  return ask(lab, path);
}

TEST(ProxyFilter, BlocksByPathHostAndType) {
  for (const auto& parameters : {params({{"path", "*.gzip"}}), params({{"host", "origin.*"}}),
                                 params({{"type", "text/*"}})}) {
    ProxyLab lab;
    lab.arm("filter", parameters);
    lab.origin(answers(origin_answer));
    lab.start();
    const std::string got = ask(lab, "/a/b.xmd.gzip");
    EXPECT_TRUE(got.starts_with("HTTP/1.1 403 Forbidden\r\n")) << got;
    EXPECT_NE(got.find("<h1>Blocked</h1>"), std::string::npos);
    EXPECT_EQ(got.find("97276"), std::string::npos);
    EXPECT_EQ(lab.wait_for(event::Fault::kind).get(&event::Fault::fault), "proxy.filter");
  }
}

TEST(ProxyFilter, LetsTheRestPass) {
  for (const auto& parameters : {params({{"path", "*.gzip"}}), params({{"host", "other.*"}}),
                                 params({{"type", "image/*"}})}) {
    EXPECT_NE(answer_with("filter", parameters, "/a.gzip/versions.id").find("97276"),
              std::string::npos);
  }
}

TEST(ProxyFilter, BlocksTheHostOfATunnel) {
  ProxyLab lab;
  lab.arm("filter", params({{"host", "origin.test"}, {"status", "451"}}));
  lab.start();
  RawClient client(lab.port());
  client.send("CONNECT origin.test:443 HTTP/1.1\r\nHost: origin.test:443\r\n\r\n");
  EXPECT_TRUE(client.read_head().starts_with("HTTP/1.1 451 "));
  EXPECT_EQ(lab.origins(), 0);
}

TEST(ProxyStaleCache, ServesTheTextOfADayAgo) {
  const std::string got =
      answer_with("stale-cache", params({{"age", "1d"}}), "/av64bit/versions.id");
  EXPECT_NE(got.find("\r\nAge: 86400\r\n"), std::string::npos) << got;
  EXPECT_EQ(got.find("ETag"), std::string::npos) << got;
  EXPECT_NE(got.find("value=\"97272\""), std::string::npos) << got;
  EXPECT_NE(got.find("/v3/97272/a.dat\" short=\"1234\""), std::string::npos) << got;
}

TEST(ProxyStaleCache, LeavesOtherPathsAlone) {
  const std::string got =
      answer_with("stale-cache", params({{"age", "1d"}}), "/av64bit_97276/versions.dat");
  EXPECT_NE(got.find("value=\"97276\""), std::string::npos) << got;
  EXPECT_EQ(got.find("Age:"), std::string::npos) << got;
}

TEST(ProxyTunnelLimit, AnswersTheTunnelAboveItsLimitWith503) {
  ProxyLab lab;
  lab.arm("tunnel-limit", params({{"most", "1"}, {"retry-after", "7s"}}));
  lab.origin([](wire::Connection& peer) -> Task<> { co_await wire::wait_until_closed(peer); });
  lab.start();
  const std::string connect = "CONNECT origin.test:443 HTTP/1.1\r\nHost: origin.test:443\r\n\r\n";
  {
    RawClient first(lab.port());
    first.send(connect);
    EXPECT_TRUE(first.read_head().starts_with("HTTP/1.1 200 "));
    lab.wait_for(event::Tunnel::kind);
    RawClient second(lab.port());
    second.send(connect);
    const std::string head = second.read_head();
    EXPECT_TRUE(head.starts_with("HTTP/1.1 503 ")) << head;
    EXPECT_NE(head.find("\r\nRetry-After: 7\r\n"), std::string::npos) << head;
  }
  lab.wait_for(event::TunnelEnd::kind);
  RawClient third(lab.port());
  third.send(connect);
  EXPECT_TRUE(third.read_head().starts_with("HTTP/1.1 200 "));
}

TEST(TunnelThrottle, PassesNoMoreThanItsRate) {
  ProxyLab lab;
  lab.arm("tunnel-throttle", params({{"rate", "100kB"}}));
  lab.origin(sends(pattern(30'000)));
  lab.start();
  RawClient client(lab.port());
  client.send("CONNECT origin.test:443 HTTP/1.1\r\nHost: origin.test:443\r\n\r\n");
  client.read_head();
  EXPECT_TRUE(client.read_to_end().bytes == pattern(30'000));
  client.finish_sending();
  const Duration took =
      lab.wait_for(event::TunnelEnd::kind).at - lab.wait_for(event::Tunnel::kind).at;
  EXPECT_GE(took, std::chrono::milliseconds(200));
  EXPECT_EQ(lab.count(event::Fault::kind), 1u);
}

TEST(TunnelSlice, ComesInPiecesWithAGap) {
  ProxyLab lab;
  lab.arm("tunnel-slice", params({{"bytes", "10"}, {"gap", "5ms"}}));
  lab.origin(sends(pattern(100)));
  lab.start();
  RawClient client(lab.port());
  client.send("CONNECT origin.test:443 HTTP/1.1\r\nHost: origin.test:443\r\n\r\n");
  client.read_head();
  EXPECT_TRUE(client.read_to_end().bytes == pattern(100));
  client.finish_sending();
  const Duration took =
      lab.wait_for(event::TunnelEnd::kind).at - lab.wait_for(event::Tunnel::kind).at;
  EXPECT_GE(took, std::chrono::milliseconds(40));
  EXPECT_EQ(lab.count(event::Fault::kind), 1u);
}

}  // namespace
}  // namespace tetra::test
