#include "harness/packets/annotate.hpp"

#include <gtest/gtest.h>

#include "tests/unit/packets/packets.hpp"

namespace tetra::packets {
namespace {

constexpr std::int64_t ms = 1'000'000;
const Endpoint client = at("192.0.2.10:40000"), other = at("192.0.2.10:40001"),
               server = at("192.0.2.10:443"), dns = at("192.0.2.53:53");

// Packets a millisecond apart, from 1 ms on.
std::vector<Packet> packets(const std::vector<std::string>& bytes) {
  std::vector<Packet> all;
  for (const std::string& one : bytes)
    all.push_back({static_cast<std::int64_t>(all.size() + 1) * ms,
                   one,
                   static_cast<std::uint32_t>(one.size()),
                   {}});
  return all;
}

// The comments in the order of the packets: `2 text`, a line each.
std::string comments(std::vector<Packet> all, const std::vector<Mark>& marks) {
  std::string text;
  for (const std::string& left : annotate(all, marks)) text += "left " + left + "\n";
  for (std::size_t n = 0; n < all.size(); ++n) {
    for (const std::string& one : all[n].comments) text += std::to_string(n + 1) + " " + one + "\n";
  }
  return text;
}

TEST(Annotate, TakesTheAnswerThatLeftBeforeTheMark) {
  const auto all = packets({tcp(client, server, ack, "get"), tcp(server, client, ack, "first"),
                            tcp(server, client, ack, "second")});
  EXPECT_EQ(comments(all, {{2 * ms + 50'000, client, "cut", {}}}), "2 cut\n");
}

TEST(Annotate, NeverTheAnswerToAnEarlierQuestion) {
  const auto all = packets({tcp(client, server, ack, "get 1"), tcp(server, client, ack, "good"),
                            tcp(client, server, ack, "get 2"), tcp(server, client, ack, "bad")});
  EXPECT_EQ(comments(all, {{3 * ms + 1, client, "before it is written", {}},
                           {4 * ms + 1, client, "behind it", {}}}),
            "4 before it is written\n4 behind it\n");
}

TEST(Annotate, ThePeersFarewellIsNoQuestion) {
  const auto all =
      packets({tcp(client, server, ack, "hello"), tcp(server, client, ack, "certificate"),
               tcp(client, server, ack, "alert"), tcp(client, server, fin | ack),
               tcp(server, client, fin | ack)});
  EXPECT_EQ(comments(all, {{4 * ms + 1, client, "expired", {}}}), "2 expired\n");
}

TEST(Annotate, ThePeersQuestionWhereItLeftWithoutAnAnswer) {
  auto all = packets({tcp(client, server, ack, "get 1"), tcp(server, client, ack, "good"),
                      tcp(client, server, ack, "get 2"), tcp(client, server, fin | ack),
                      tcp(server, client, fin | ack)});
  all[3].at_ns = 2'000 * ms;
  all[4].at_ns = 2'001 * ms;
  EXPECT_EQ(comments(all, {{3 * ms + 1, client, "stall", {}}}), "3 stall\n");
}

TEST(Annotate, ElseTheNextThatSaysSomethingToThePeer) {
  const auto all = packets({tcp(server, client, syn | ack), tcp(client, server, ack, "hello"),
                            tcp(server, other, ack, "alert"), tcp(server, client, ack),
                            tcp(server, client, ack, "alert")});
  EXPECT_EQ(comments(all, {{2 * ms + 500'000, client, "alert", {}}}), "5 alert\n");
}

TEST(Annotate, ElseTheAnswerThatTheKernelGaveLongBefore) {
  const auto all = packets({tcp(client, server, syn), tcp(server, client, rst | ack)});
  EXPECT_EQ(comments(all, {{9 * ms, client, "refuse", {}}}), "2 refuse\n");
}

TEST(Annotate, ElseWhatThePeerSaidAndNobodyAnswered) {
  const auto all =
      packets({tcp(client, server, syn), tcp(other, server, syn), tcp(client, server, syn)});
  EXPECT_EQ(comments(all, {{2 * ms, client, "swallow", {}}}), "1 swallow\n");
}

TEST(Annotate, TellsQueriesOfOnePeerApartByTheirBeginning) {
  const auto all = packets({udp(client, dns, "A?"), udp(client, dns, "B?"), udp(dns, client, "A!"),
                            udp(dns, client, "B!")});
  const std::int64_t both = 4 * ms + 10;
  EXPECT_EQ(comments(all, {{both, client, "of A", "A"}, {both, client, "of B", "B"}}),
            "3 of A\n4 of B\n");
  const auto unanswered =
      packets({udp(client, dns, "A?"), udp(client, dns, "B?"), udp(dns, client, "A!")});
  EXPECT_EQ(comments(unanswered, {{both, client, "dropped B", "B"}}), "2 dropped B\n");
  const auto wrong_id =
      packets({udp(client, dns, "A?"), udp(client, dns, "B?"), udp(dns, client, "X!")});
  EXPECT_EQ(comments(wrong_id, {{both, client, "wrong id", "A"}}), "3 wrong id\n");
}

TEST(Annotate, SaysWhereTheServiceEndsTheConnection) {
  const auto all = packets(
      {tcp(server, client, ack, "part"), tcp(client, server, ack), tcp(server, client, rst)});
  EXPECT_EQ(
      comments(all, {{1 * ms, client, "cut", {}}, {1 * ms, client, "again", {}}}),
      "1 cut\n1 again\n3 TETRA Lab: the service ends the connection on which the fault acted\n");
  const auto by_client = packets({tcp(server, client, ack, "part"), tcp(client, server, fin | ack),
                                  tcp(server, client, fin | ack)});
  EXPECT_EQ(comments(by_client, {{1 * ms, client, "cut", {}}}), "1 cut\n");
}

TEST(Annotate, LeavesWhatHasNoPacket) {
  const auto all = packets({tcp(server, client, ack, "x")});
  EXPECT_EQ(comments(all, {{0, other, "of another", {}},
                           {5 * ms, std::nullopt, "too late", {}},
                           {0, std::nullopt, "attempt 1", {}}}),
            "left of another\nleft too late\n1 attempt 1\n");
}

}  // namespace
}  // namespace tetra::packets
