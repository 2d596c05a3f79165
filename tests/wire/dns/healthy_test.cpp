#include <gtest/gtest.h>

#include "tests/wire/dns/dns_lab.hpp"
#include "tests/wire/dns/parsed.hpp"

namespace tetra::dns {
namespace {

using Texts = std::vector<std::string>;

TEST(DnsServer, AnswersSeveralAddressesInTheOrderOfTheZone) {
  DnsLab lab("", Node{});
  for (int i = 0; i < 3; ++i) {
    const auto reply = parse(lab.ask().bytes());
    EXPECT_EQ(data_of(reply, "A"), (Texts{"192.0.2.10", "192.0.2.11", "192.0.2.12"}));
    EXPECT_EQ(reply->answer[0].ttl, 5U);
    EXPECT_EQ(reply->id, DnsLab::id);
  }
}

TEST(DnsServer, EchoesTheSpellingOfTheQuestion) {
  DnsLab lab("", Node{});
  for (const std::string name :
       {"tetra-defs.amp.cisco.com", "TeTrA-dEfS.aMp.CiScO.cOm", "TETRA-DEFS.AMP.CISCO.COM"}) {
    const auto reply = parse(lab.ask(Ask{name, "A", Transport::udp, 0}).bytes());
    EXPECT_EQ(reply->question, name + ". A");
    EXPECT_EQ(reply->answer[0].owner, name + ".") << "answers point to the question";
  }
}

TEST(DnsServer, SaysNoDataForAnotherTypeAndNxdomainForAnotherName) {
  DnsLab lab("", Node{});
  const auto no_data =
      parse(lab.ask(Ask{"tetra-defs.amp.cisco.com", "AAAA", Transport::udp, 0}).bytes());
  EXPECT_EQ(no_data->rcode, 0);
  EXPECT_TRUE(no_data->answer.empty());
  EXPECT_EQ(no_data->authority.at(0).type, "SOA");
  const auto no_name = parse(lab.ask(Ask{"unknown.cisco.com", "A", Transport::udp, 0}).bytes());
  EXPECT_EQ(no_name->rcode, 3);
  EXPECT_EQ(no_name->authority.at(0).owner, "cisco.com.");
}

TEST(DnsServer, FollowsAliasesAndAnswersReverseNames) {
  DnsLab lab("", Node{});
  const auto alias = parse(lab.ask(Ask{"alias.lab", "AAAA", Transport::udp, 0}).bytes());
  EXPECT_EQ(data_of(alias, "CNAME"), Texts{"dual.lab."});
  EXPECT_EQ(data_of(alias, "AAAA"), Texts{"2001:db8::20"});
  const auto reverse =
      parse(lab.ask(Ask{"10.2.0.192.in-addr.arpa", "PTR", Transport::udp, 0}).bytes());
  EXPECT_EQ(data_of(reverse, "PTR"), Texts{"tetra-defs.amp.cisco.com."});
}

TEST(DnsServer, TruncatesAboveTheBufferSizeAndIsWholeOverTcp) {
  DnsLab lab("", Node{});
  const std::string plain = lab.ask(Ask{"many.lab", "A", Transport::udp, 0}).bytes();
  EXPECT_LE(plain.size(), 512U);
  EXPECT_TRUE(parse(plain)->truncated);
  const auto edns = parse(lab.ask(Ask{"many.lab", "A", Transport::udp, 1232}).bytes());
  EXPECT_FALSE(edns->truncated);
  EXPECT_TRUE(edns->opt);
  EXPECT_EQ(edns->answer.size(), 60U);
  const auto tcp = parse(lab.ask(Ask{"many.lab", "A", Transport::tcp, 0}).bytes());
  EXPECT_FALSE(tcp->truncated);
  EXPECT_FALSE(tcp->opt) << "no OPT was asked for";
  EXPECT_EQ(tcp->answer.size(), 60U);
}

TEST(DnsServer, AnswersMalformedQueriesAsTheStandardWants) {
  DnsLab lab("", Node{});
  const std::string good = question(Ask{}, DnsLab::id);
  const auto rcode_of = [&](const std::string& bytes) {
    const std::string reply = lab.ask_udp(bytes).bytes();
    return reply.size() < header_size ? -1 : reply[3] & 0xF;
  };
  EXPECT_EQ(rcode_of(good), noerror);
  EXPECT_EQ(rcode_of(good.substr(0, 11)), -1) << "no header: silence";
  EXPECT_EQ(rcode_of(good.substr(0, 20)), formerr) << "cut in the name";
  EXPECT_EQ(rcode_of(good.substr(0, good.size() - 1)), formerr) << "cut in the class";
  std::string changed = good;
  put16(changed, 2, 0x8100);
  EXPECT_EQ(rcode_of(changed), -1)
      << "a response: silence, or two servers would answer each other for ever";
  changed = good;
  put16(changed, 2, 0x2800);
  EXPECT_EQ(rcode_of(changed), notimp) << "UPDATE";
  changed = good;
  put16(changed, 4, 2);
  EXPECT_EQ(rcode_of(changed), formerr) << "two questions";
  changed = good;
  put16(changed, changed.size() - 2, 3);
  EXPECT_EQ(rcode_of(changed), refused) << "class CHAOS";
  changed = question(Ask{"tetra-defs.amp.cisco.com", "A", Transport::udp, 1232}, DnsLab::id);
  changed[changed.size() - 5] = 1;
  const auto badvers_reply = parse(lab.ask_udp(changed).bytes());
  EXPECT_EQ(badvers_reply->rcode, badvers) << "EDNS version 1";
  changed = question(Ask{"tetra-defs.amp.cisco.com", "A", Transport::udp, 1232}, DnsLab::id);
  put16(changed, 10, 2);
  changed += changed.substr(good.size());
  EXPECT_EQ(rcode_of(changed), formerr) << "two OPT records";
  EXPECT_EQ(lab.journal.count("dns", event::DnsMalformed::kind), 7U);
}

TEST(DnsServer, WritesTheQueryAndTheAnswerToTheJournal) {
  DnsLab lab("", Node{});
  const std::size_t bytes = lab.ask().bytes().size();
  const auto& events = lab.journal.events();
  ASSERT_EQ(lab.journal.count("dns", event::DnsQuery::kind), 2U);
  EXPECT_TRUE(events[0].is<event::DnsQuery>());
  EXPECT_EQ(events[0].get(&event::DnsQuery::name), "tetra-defs.amp.cisco.com");
  EXPECT_EQ(events[0].get(&event::DnsQuery::type), "A");
  EXPECT_EQ(events[0].get(&event::DnsQuery::transport), "udp");
  EXPECT_EQ(events[0].get(&event::DnsQuery::id), DnsLab::id);
  const auto answer = std::find_if(events.begin(), events.end(), [](const auto& event) {
    return event.template is<event::DnsAnswer>();
  });
  EXPECT_EQ(answer->get(&event::DnsAnswer::rcode), "noerror");
  EXPECT_EQ(answer->get(&event::DnsAnswer::records), 3);
  EXPECT_EQ(answer->get(&event::DnsAnswer::bytes), static_cast<std::int64_t>(bytes));
}

}  // namespace
}  // namespace tetra::dns
