#include <gtest/gtest.h>

#include "engine/journal/journal.hpp"
#include "engine/journal/kinds/http.hpp"
#include "engine/journal/kinds/lab.hpp"

namespace tetra::journal {
namespace {

void write(Journal& journal, int times) {
  for (int n = 0; n < times; ++n)
    journal.write("update", 0, event::Sent{.bytes = n, .complete = 1});
}

// The numbers of the events that are there, a gap as `first-last`.
std::string taken(Stream& stream) {
  std::string all;
  while (const auto event = stream.take()) {
    const auto gap = event->as<event::Gap>();
    all += (all.empty() ? "" : " ") +
           (gap ? std::to_string(gap->first) + "-" + std::to_string(gap->last)
                : std::to_string(event->seq));
  }
  return all;
}

TEST(Stream, BeginsWhereItIsAskedTo) {
  Journal journal;
  write(journal, 3);
  Stream all = journal.follow(0);
  Stream some = journal.follow(2);
  Stream coming = journal.follow(journal.last());
  EXPECT_EQ(taken(all), "1 2 3");
  EXPECT_EQ(taken(some), "3");
  EXPECT_EQ(taken(coming), "");
  write(journal, 1);
  EXPECT_EQ(coming.waiting(), 1u);
  EXPECT_EQ(taken(coming), "4");
  EXPECT_EQ(taken(all), "4");
}

TEST(Stream, SaysWhatTheJournalNoLongerKeeps) {
  Journal journal(2);
  write(journal, 5);
  Stream stream = journal.follow(0);
  EXPECT_EQ(stream.waiting(), 2u);
  const auto gap = stream.take();
  ASSERT_TRUE(gap && gap->is<event::Gap>());
  EXPECT_EQ(gap->get(&event::Gap::events), 3);
  EXPECT_EQ(gap->seq, 3u) << "who asks for what comes after it goes on there";
  EXPECT_EQ(gap->at, journal.events().front().at);
  EXPECT_EQ(taken(stream), "4 5");
}

TEST(Stream, HoldsNoMoreThanItsBoundForASlowReader) {
  Journal journal;
  Stream slow = journal.follow(0, 3);
  write(journal, 2);
  EXPECT_EQ(slow.take()->seq, 1u);
  write(journal, 8);
  EXPECT_EQ(slow.waiting(), 3u);
  EXPECT_EQ(taken(slow), "2-7 8 9 10");
  write(journal, 3);
  EXPECT_EQ(taken(slow), "11 12 13");
}

TEST(Stream, AGapCanBeFollowedByAnother) {
  Journal journal(2);
  Stream stream = journal.follow(0);
  write(journal, 4);
  EXPECT_EQ(stream.take()->get(&event::Gap::last), 2);
  write(journal, 2);
  EXPECT_EQ(taken(stream), "3-4 5 6");
}

TEST(Stream, WakesItsReaderUntilItGoes) {
  Journal journal;
  int woken = 0;
  {
    const Stream stream = journal.follow(0, 10, [&] { ++woken; });
    write(journal, 2);
  }
  write(journal, 1);
  EXPECT_EQ(woken, 2);
}

TEST(Stream, OfAJournalThatKeepsNothingIsAllGap) {
  Journal journal(0);
  write(journal, 2);
  Stream stream = journal.follow(0);
  EXPECT_EQ(taken(stream), "1-2");
}

}  // namespace
}  // namespace tetra::journal
