// The endings once more, as an outsider sees them: tshark on loopback.
#include <gtest/gtest.h>

#include "tests/support/differs.hpp"
#include "tests/support/sniffer.hpp"

namespace tetra::test {
namespace {

struct Seen {
  std::vector<Segment> segments;
  bool fin = false, reset = false, alert = false;
  std::size_t payload = 0;
};

// What went to the client of one cut connection; nullopt when nothing may be captured here.
std::optional<Seen> watch_cut(const std::string& by, Security security, std::string& why) {
  HttpServer server(security, body_of(noise(100'000)),
                    {line("cut", {{"at", "65536"}, {"by", by}})});
  Sniffer sniffer(server.port());
  why = sniffer.trouble();
  if (!why.empty()) return std::nullopt;
  RawClient client(server.port(), security);
  EXPECT_TRUE(client.handshake());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  const Heard heard = client.listen();
  Seen seen;
  seen.segments = sniffer.to_client(
      client.local_port(), [](const Segment& segment) { return segment.fin || segment.reset; });
  for (const Segment& segment : seen.segments) {
    seen.fin = seen.fin || segment.fin;
    seen.reset = seen.reset || segment.reset;
    seen.alert = seen.alert || segment.alert;
    seen.payload += segment.payload;
  }
  EXPECT_EQ(seen.payload, client.raw().size())
      << "the capture and the client's kernel count differently";
  EXPECT_EQ(heard.body().size(), 65536u);
  return seen;
}

TEST(HttpCutPackets, ResetIsARstAfterTheLastByteAndNoFin) {
  std::string why;
  const auto seen = watch_cut("reset", Security::tls12, why);
  if (!seen) GTEST_SKIP() << why;
  EXPECT_TRUE(seen->reset);
  EXPECT_FALSE(seen->fin);
  EXPECT_FALSE(seen->alert);
}

TEST(HttpCutPackets, FinComesWithoutAnAlertRecord) {
  std::string why;
  const auto seen = watch_cut("fin", Security::tls12, why);
  if (!seen) GTEST_SKIP() << why;
  EXPECT_TRUE(seen->fin);
  EXPECT_FALSE(seen->reset);
  EXPECT_FALSE(seen->alert);
}

TEST(HttpCutPackets, CloseNotifyIsAnAlertRecordAndThenFin) {
  std::string why;
  const auto seen = watch_cut("close-notify", Security::tls12, why);
  if (!seen) GTEST_SKIP() << why;
  EXPECT_TRUE(seen->alert);
  EXPECT_TRUE(seen->fin);
  EXPECT_FALSE(seen->reset);
}

}  // namespace
}  // namespace tetra::test
