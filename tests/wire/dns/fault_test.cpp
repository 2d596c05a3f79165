#include <gtest/gtest.h>

#include <set>

#include "engine/base/text.hpp"
#include "tests/wire/dns/fault_case.hpp"

namespace tetra::dns {

Node list_node(const std::vector<std::string>& items) {
  Node list;
  list.kind = Node::Kind::list;
  for (const std::string& item : items) list.items.push_back(scalar_node(item));
  return list;
}

namespace {

std::vector<FaultCase> all_cases() {
  std::vector<FaultCase> all = rcode_cases();
  for (const auto& more : {record_cases(), byte_cases(), transport_cases()})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

class DnsFault : public testing::TestWithParam<FaultCase> {};

TEST_P(DnsFault, IsSeenOnTheWireAndReportedAsActed) {
  const FaultCase& one = GetParam();
  DnsLab lab(one.fault, one.parameters);
  EXPECT_TRUE(one.seen(lab));
  EXPECT_GE(lab.journal.count("dns", event::Fault::kind), 1U);
}

TEST_P(DnsFault, IsNotSeenWhenSwitchedOff) {
  DnsLab lab("", Node{});
  EXPECT_FALSE(GetParam().seen(lab));
  EXPECT_EQ(lab.journal.count("dns", event::Fault::kind), 0U);
}

TEST_P(DnsFault, IsNotSeenByANameThatItIsNotFor) {
  fault::Trigger trigger;
  trigger.when.name = "elsewhere.invalid";
  DnsLab lab(GetParam().fault, GetParam().parameters, trigger);
  EXPECT_FALSE(GetParam().seen(lab));
  EXPECT_EQ(lab.journal.count("dns", event::Fault::kind), 0U);
}

std::string name_of(const testing::TestParamInfo<FaultCase>& info) {
  std::string name = "Dns";
  for (const std::string& word : text::split(info.param.fault, '-')) {
    name += static_cast<char>(word[0] - 'a' + 'A') + word.substr(1);
  }
  return name + info.param.title;
}

INSTANTIATE_TEST_SUITE_P(Wire, DnsFault, testing::ValuesIn(all_cases()), name_of);

TEST(DnsFaults, EachHasAWireTest) {
  std::set<std::string> tested;
  for (const FaultCase& one : all_cases()) tested.insert("dns." + one.fault);
  for (const auto& [id, entry] : fault::Catalog::instance().entries())
    EXPECT_EQ(tested.count(id), 1U) << id;
  EXPECT_EQ(tested.size(), fault::Catalog::instance().entries().size());
}

TEST(DnsFaults, ActOnTheNthQueryOnly) {
  fault::Trigger trigger;
  trigger.when.request = Range{3, 3};
  DnsLab lab("drop", Node{}, trigger);
  EXPECT_EQ(lab.ask().replies.size(), 1U);  // queries 1 and 2: the question and the probe
  EXPECT_TRUE(lab.ask().replies.empty());
  EXPECT_EQ(lab.ask().replies.size(), 1U);
}

TEST(DnsFaults, ActOnOneTypeOnly) {
  fault::Trigger trigger;
  trigger.when.type = "AAAA";
  DnsLab lab("drop", Node{}, trigger);
  EXPECT_EQ(lab.ask().replies.size(), 1U);
  EXPECT_TRUE(lab.ask(Ask{"tetra-defs.amp.cisco.com", "AAAA", Transport::udp, 0}).replies.empty());
}

TEST(DnsFaults, DoNotClaimToHaveActedWhenNothingChanged) {
  DnsLab lab("no-data", Node{});
  EXPECT_EQ(lab.ask(Ask{"tetra-defs.amp.cisco.com", "AAAA", Transport::udp, 0}).replies.size(), 1U);
  EXPECT_EQ(lab.journal.count("dns", event::Fault::kind), 0U)
      << "there is no AAAA record to be withheld";
}

TEST(DnsFaults, RefusedTcpRecoversInTheNextAttempt) {
  fault::Trigger trigger;
  trigger.when.attempt = Range{1, 1};
  DnsLab lab("truncate", scalar_node("refused"), trigger);
  const Ask over_tcp{"tetra-defs.amp.cisco.com", "A", Transport::tcp, 0};
  lab.ask();
  EXPECT_TRUE(lab.ask(over_tcp).tcp_refused);
  lab.start_attempt(2);
  lab.ask();
  EXPECT_EQ(lab.ask(over_tcp).replies.size(), 1U);
}

TEST(DnsFaults, RefuseParametersThatMakeNoMessage) {
  const auto problem_of = [](const char* fault, const Node& parameters) {
    return !make_fault(*fault::Catalog::instance().find("dns", fault), parameters).has_value();
  };
  EXPECT_TRUE(problem_of("address", Node{}));
  EXPECT_TRUE(problem_of("address", map_node({{"a", list_node({"192.0.2.300"})}})));
  EXPECT_TRUE(problem_of("address", map_node({{"aaaa", list_node({"192.0.2.3"})}})));
  EXPECT_TRUE(problem_of("cname", scalar_node(std::string(64, 'a'))));
  EXPECT_TRUE(problem_of("records", map_node({{"answer", list_node({"no record"})}})));
  EXPECT_TRUE(problem_of("rcode", scalar_node("nxdomian")));
  EXPECT_TRUE(problem_of("flags", Node{}));
}

}  // namespace
}  // namespace tetra::dns
