#include "engine/journal/journal.hpp"

#include <gtest/gtest.h>

#include "engine/journal/kinds/http.hpp"
#include "engine/journal/kinds/transport.hpp"

namespace tetra::journal {
namespace {

void write(Journal& journal, std::int64_t number) {
  journal.write("update", 0, event::Sent{.bytes = number, .complete = 1});
}

TEST(Journal, NumbersItsEventsFromOneAndStampsBothClocks) {
  Journal journal;
  const auto before = std::chrono::system_clock::now();
  journal.start();
  write(journal, 1);
  write(journal, 2);
  ASSERT_EQ(journal.events().size(), 2u);
  EXPECT_EQ(journal.events()[0].seq, 1u);
  EXPECT_EQ(journal.events()[1].seq, 2u);
  EXPECT_EQ(journal.last(), 2u);
  EXPECT_GE(journal.events()[0].time, before);
  EXPECT_LE(journal.events()[1].time, std::chrono::system_clock::now());
  EXPECT_GE(journal.events()[0].at, Duration::zero());
}

TEST(Journal, CountsWhatItNoLongerKeeps) {
  Journal journal(2);
  for (int n = 0; n < 5; ++n) write(journal, n);
  EXPECT_EQ(journal.events().size(), 2u);
  EXPECT_EQ(journal.dropped(), 3u);
  EXPECT_EQ(journal.count("update", event::Sent::kind), 5u);
  EXPECT_EQ(journal.count("update", event::End::kind), 0u);
  EXPECT_EQ(journal.count("crl", event::Sent::kind), 0u);
}

TEST(Journal, KeepsTheNewestWithinItsBytes) {
  Journal journal(1000, 4096);
  for (int n = 0; n < 5; ++n) journal.write("update", 0, event::End{.how = std::string(3000, 'x')});
  EXPECT_EQ(journal.events().size(), 1u);
  EXPECT_EQ(journal.events().front().seq, 5u);
}

TEST(Journal, EverySubscriberHearsEveryEventUntilItsHandleGoes) {
  Journal journal;
  int first = 0, second = 0;
  const Subscription one = journal.subscribe([&](const Event&) { ++first; });
  {
    const Subscription two = journal.subscribe([&](const Event&) { ++second; });
    write(journal, 1);
  }
  write(journal, 2);
  EXPECT_EQ(first, 2);
  EXPECT_EQ(second, 1);
}

TEST(Journal, ASubscriberMayEndItsOwnSubscription) {
  Journal journal;
  int heard = 0, others = 0;
  Subscription once;
  once = journal.subscribe([&, big = std::string(100, 'x')](const Event&) {
    once = Subscription();
    heard += big.size() == 100 ? 1 : 1000;  // what it holds lives to the end of the call
  });
  const Subscription other = journal.subscribe([&](const Event&) { ++others; });
  write(journal, 1);
  write(journal, 2);
  EXPECT_EQ(heard, 1);
  EXPECT_EQ(others, 2) << "nobody is left out";
}

TEST(Journal, ASubscriberMayEndAnothersSubscriptionAndMakeNewOnes) {
  Journal journal;
  int victim = 0, late = 0;
  Subscription ended, made;
  const Subscription ending = journal.subscribe([&](const Event& event) {
    ended = Subscription();
    if (event.seq == 1) made = journal.subscribe([&](const Event&) { ++late; });
  });
  ended = journal.subscribe([&](const Event&) { ++victim; });
  write(journal, 1);
  EXPECT_EQ(victim, 0);
  EXPECT_EQ(late, 0) << "it hears the next event first";
  write(journal, 2);
  EXPECT_EQ(late, 1);
}

TEST(Journal, MayGoBeforeItsSubscribersAndStreams) {
  Subscription subscription;
  std::optional<Stream> stream;
  {
    Journal journal;
    subscription = journal.subscribe([](const Event&) {});
    stream = journal.follow(0);
    write(journal, 1);
  }
  EXPECT_EQ(stream->take()->seq, 1u);
  EXPECT_FALSE(stream->take());
}

}  // namespace
}  // namespace tetra::journal
