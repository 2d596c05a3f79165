#include "proxy-sim/lookup.hpp"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>

#include "tests/unit/proxy/fake_dns.hpp"

namespace tetra::proxy {
namespace {

using namespace std::chrono_literals;
using test::FakeDns;

// One lookup against one DNS.
struct Asked {
  Found found;
  int queries = 0;
  bool in_time = false;

  std::string addresses() const {
    std::string all;
    for (const auto& address : found.addresses) all += address.to_string() + " ";
    return all;
  }
};

Task<> look(Resolver resolver, std::string name, Asked& into, asio::io_context& io) {
  into.found = co_await lookup(resolver, name);
  into.in_time = true;
  io.stop();
}

Asked ask(std::string name, FakeDns::Answer answer) {
  asio::io_context io(1);
  FakeDns dns(io.get_executor(), std::move(answer));
  Resolver resolver;
  resolver.server = dns.endpoint();
  resolver.patience = 50ms;
  Asked asked;
  wire::spawn(io.get_executor(), look(resolver, std::move(name), asked, io));
  io.run_for(10s);
  asked.queries = dns.queries();
  EXPECT_TRUE(asked.in_time) << "the lookup did not come back";
  return asked;
}

TEST(Lookup, GivesSeveralAddressesInOrder) {
  const Asked asked = ask("defs.test", [](const FakeDns::Query& query) {
    return FakeDns::reply(
        query, 0,
        {FakeDns::a("defs.test", {192, 0, 2, 11}), FakeDns::a("defs.test", {192, 0, 2, 10})});
  });
  EXPECT_EQ(asked.found.outcome, LookupOutcome::found);
  EXPECT_EQ(asked.addresses(), "192.0.2.11 192.0.2.10 ");
  EXPECT_EQ(asked.queries, 1);
}

TEST(Lookup, TakesAnAddressAsItIs) {
  const Asked asked = ask("2001:db8::7", [](const FakeDns::Query&) { return std::nullopt; });
  EXPECT_EQ(asked.addresses(), "2001:db8::7 ");
  EXPECT_EQ(asked.queries, 0);
}

TEST(Lookup, FollowsAliasesWithinAnAnswerAndFromAnswerToAnswer) {
  const Asked asked = ask("one.test", [](const FakeDns::Query& query) {
    if (query.name == "one.test")
      return FakeDns::reply(
          query, 0,
          {FakeDns::cname("one.test", "two.test"), FakeDns::cname("two.test", "three.test")});
    return FakeDns::reply(
        query, 0,
        {FakeDns::a("other.test", {192, 0, 2, 66}), FakeDns::a("three.test", {192, 0, 2, 3})});
  });
  EXPECT_EQ(asked.found.outcome, LookupOutcome::found);
  EXPECT_EQ(asked.addresses(), "192.0.2.3 ");
  EXPECT_EQ(asked.queries, 2);
}

TEST(Lookup, GivesUpOnALoopOfAliases) {
  const Asked asked = ask("a.test", [](const FakeDns::Query& query) {
    return FakeDns::reply(query, 0,
                          {FakeDns::cname("a.test", "b.test"), FakeDns::cname("b.test", "a.test")});
  });
  EXPECT_EQ(asked.found.outcome, LookupOutcome::server_failed);
  EXPECT_LE(asked.queries, 8);
}

TEST(Lookup, AsksForAaaaWhereThereIsNoA) {
  const Asked asked = ask("six.test", [](const FakeDns::Query& query) {
    if (query.type == 1) return FakeDns::reply(query, 0, {});
    return FakeDns::reply(query, 0,
                          {FakeDns::record("six.test", 28, std::string(15, '\0') + '\1')});
  });
  EXPECT_EQ(asked.addresses(), "::1 ");
}

TEST(Lookup, SaysWhyThereIsNoAddress) {
  const auto rcode = [](int code) {
    return [code](const FakeDns::Query& query) { return FakeDns::reply(query, code, {}); };
  };
  EXPECT_EQ(ask("x.test", rcode(0)).found.outcome, LookupOutcome::no_data);
  EXPECT_EQ(ask("x.test", rcode(2)).found.outcome, LookupOutcome::server_failed);
  EXPECT_EQ(ask("x.test", rcode(3)).found.outcome, LookupOutcome::no_such_name);
  EXPECT_EQ(ask("x.test", rcode(5)).found.outcome, LookupOutcome::server_failed);
  EXPECT_EQ(ask(std::string(64, 'x') + ".test", rcode(0)).found.outcome, LookupOutcome::bad_name);
}

TEST(Lookup, AsksAgainWhenNoAnswerComes) {
  int n = 0;
  const Asked asked =
      ask("slow.test", [&n](const FakeDns::Query& query) -> std::optional<std::string> {
        if (++n < 3) return std::nullopt;
        return FakeDns::reply(query, 0, {FakeDns::a("slow.test", {192, 0, 2, 1})});
      });
  EXPECT_EQ(asked.found.outcome, LookupOutcome::found);
  EXPECT_EQ(asked.queries, 3);
}

TEST(Lookup, GivesUpBehindItsLastTry) {
  const Asked asked = ask("mute.test", [](const FakeDns::Query&) { return std::nullopt; });
  EXPECT_EQ(asked.found.outcome, LookupOutcome::timed_out);
  EXPECT_EQ(asked.queries, 3);
}

TEST(Lookup, DoesNotTakeAnotherQuestionsAnswer) {
  const auto spoiled = [](std::size_t at) {
    return [at](const FakeDns::Query& query) {
      std::string bytes = FakeDns::reply(query, 0, {FakeDns::a("real.test", {192, 0, 2, 1})});
      bytes[at] = static_cast<char>(bytes[at] ^ 1);
      return bytes;
    };
  };
  EXPECT_EQ(ask("real.test", spoiled(1)).found.outcome, LookupOutcome::timed_out);  // id
  EXPECT_EQ(ask("real.test", spoiled(14)).found.outcome,
            LookupOutcome::timed_out);  // question's name
  EXPECT_EQ(ask("real.test", [](const FakeDns::Query& query) { return query.bytes; }).found.outcome,
            LookupOutcome::timed_out);  // a query
}

TEST(Lookup, SurvivesEveryTruncationOfAnAnswer) {
  FakeDns::Query query;
  query.bytes = *query_bytes(7, "cut.test", RecordType::a);
  query.question = query.bytes.substr(12);
  const std::string whole = FakeDns::reply(
      query, 0, {FakeDns::cname("cut.test", "b.test"), FakeDns::a("b.test", {192, 0, 2, 1})});
  ASSERT_TRUE(read_answer(whole, 7, "cut.test", RecordType::a));
  for (std::size_t n = 0; n < whole.size(); ++n)
    EXPECT_FALSE(read_answer(std::string_view(whole).substr(0, n), 7, "cut.test", RecordType::a))
        << n;
  const auto truncated =
      read_answer(FakeDns::reply(query, 0, {}, true), 7, "cut.test", RecordType::a);
  ASSERT_TRUE(truncated);
  EXPECT_EQ(truncated->outcome, LookupOutcome::server_failed);
}

}  // namespace
}  // namespace tetra::proxy
