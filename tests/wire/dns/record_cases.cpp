#include <algorithm>

#include "tests/wire/dns/fault_case.hpp"

namespace tetra::dns {
namespace {

using Texts = std::vector<std::string>;
std::optional<Parsed> ask(DnsLab& lab, const Ask& what = {}) {
  return parse(lab.ask(what).bytes());
}
const Ask aaaa{"tetra-defs.amp.cisco.com", "AAAA", Transport::udp, 0};
const Texts healthy{"192.0.2.10", "192.0.2.11", "192.0.2.12"};
const std::string asked = "tetra-defs.amp.cisco.com.";

bool sinkhole(DnsLab& lab) {
  return data_of(ask(lab), "A") == Texts{"0.0.0.0"};
}

bool list_in_order(DnsLab& lab) {
  const bool a = data_of(ask(lab), "A") == Texts{"203.0.113.9", "192.0.2.10"};
  return a && data_of(ask(lab, aaaa), "AAAA") == Texts{"2001:db8::9"};
}

bool alias_with_target(DnsLab& lab) {
  const auto reply = ask(lab);
  return data_of(reply, "CNAME") == Texts{"dual.lab."} &&
         data_of(reply, "A") == Texts{"192.0.2.20"};
}

bool alias_of_nothing(DnsLab& lab) {
  const auto reply = ask(lab);
  return data_of(reply, "CNAME") == Texts{"gone.invalid."} && reply->rcode == 3;
}

bool alias_of_itself(DnsLab& lab) {
  const auto reply = ask(lab);
  return reply && reply->answer.size() == 1 && reply->answer[0].owner == asked &&
         data_of(reply, "CNAME") == Texts{asked};
}

bool loop_of_three(DnsLab& lab) {
  const auto reply = ask(lab);
  const Texts targets = data_of(reply, "CNAME");
  return targets.size() == 3 && targets.back() == asked && reply->answer[0].owner == asked;
}

bool chain_to_records(DnsLab& lab) {
  const auto reply = ask(lab);
  return data_of(reply, "CNAME").size() == 8 && data_of(reply, "A") == healthy &&
         reply->answer[8].owner == "alias8.chain.invalid.";
}

bool chain_to_nothing(DnsLab& lab) {
  const auto reply = ask(lab);
  return data_of(reply, "CNAME").size() == 3 && reply->answer.size() == 3;
}

bool long_ttl(DnsLab& lab) {
  const auto reply = ask(lab);
  const auto negative = ask(lab, aaaa);
  return reply && reply->answer.size() == 3 && reply->answer[2].ttl == 86400 && negative &&
         negative->authority.size() == 1 && negative->authority[0].ttl == 86400 &&
         negative->authority[0].data.ends_with(" 86400");
}

bool rotates(DnsLab& lab) {
  const Texts first = data_of(ask(lab), "A");
  const Texts second = data_of(ask(lab), "A");
  return first == Texts{"192.0.2.11", "192.0.2.12", "192.0.2.10"} &&
         second == Texts{"192.0.2.12", "192.0.2.10", "192.0.2.11"};
}

bool reversed(DnsLab& lab) {
  return data_of(ask(lab), "A") == Texts{healthy.rbegin(), healthy.rend()};
}

bool own_records(DnsLab& lab) {
  const auto reply = ask(lab);
  return data_of(reply, "TXT") == Texts{"\"hello\""} && reply->answer.size() == 1 &&
         reply->additional.size() == 1;
}

bool added_records(DnsLab& lab) {
  return data_of(ask(lab), "A") == Texts{"192.0.2.10", "192.0.2.11", "192.0.2.12", "192.0.2.77"};
}

bool other_owner(DnsLab& lab) {
  const auto reply = ask(lab);
  return data_of(reply, "A") == healthy && reply->answer[0].owner == "other.invalid.";
}

}  // namespace

std::vector<FaultCase> record_cases() {
  const Node addresses = map_node(
      {{"a", list_node({"203.0.113.9", "192.0.2.10"})}, {"aaaa", list_node({"2001:db8::9"})}});
  const Node own = map_node({{"answer", list_node({"tetra-defs.amp.cisco.com. 60 TXT \"hello\""})},
                             {"additional", list_node({"extra.invalid. 60 A 192.0.2.1"})}});
  const Node added =
      map_node({{"add", scalar_node("true")},
                {"answer", list_node({"tetra-defs.amp.cisco.com. 5 A 192.0.2.77"})}});
  return {
      {"Sinkhole", "address", map_node({{"a", list_node({"0.0.0.0"})}}), sinkhole},
      {"ListInOrder", "address", addresses, list_in_order},
      {"WithTarget", "cname", scalar_node("dual.lab"), alias_with_target},
      {"OfNothing", "cname", scalar_node("gone.invalid"), alias_of_nothing},
      {"ToItself", "cname-loop", Node{}, alias_of_itself},
      {"OfThree", "cname-loop", scalar_node("3"), loop_of_three},
      {"ToRecords", "cname-chain", Node{}, chain_to_records},
      {"ToNothing", "cname-chain",
       map_node({{"length", scalar_node("3")}, {"ends", scalar_node("nothing")}}),
       chain_to_nothing},
      {"OneDay", "ttl", scalar_node("86400"), long_ttl},
      {"Rotates", "order", Node{}, rotates},
      {"Reverses", "order", scalar_node("reverse"), reversed},
      {"Replaces", "records", own, own_records},
      {"Adds", "records", added, added_records},
      {"OutOfBailiwick", "owner", Node{}, other_owner},
  };
}

}  // namespace tetra::dns
