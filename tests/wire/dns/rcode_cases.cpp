#include "tests/wire/dns/fault_case.hpp"

namespace tetra::dns {
namespace {

std::optional<Parsed> ask(DnsLab& lab, const Ask& what = {}) {
  return parse(lab.ask(what).bytes());
}
const Ask with_edns{"tetra-defs.amp.cisco.com", "A", Transport::udp, 1232};

template <int Code>
bool refuses(DnsLab& lab) {
  const auto reply = ask(lab);
  return reply && reply->id == DnsLab::id && reply->rcode == Code && reply->answer.empty();
}

}  // namespace

std::vector<FaultCase> rcode_cases() {
  return {
      {"Nxdomain", "rcode", scalar_node("nxdomain"),
       [](DnsLab& lab) {
         const auto reply = ask(lab);
         return reply && reply->rcode == 3 && reply->answer.empty() &&
                reply->authority.size() == 1 && reply->authority[0].type == "SOA" &&
                reply->authority[0].owner == "cisco.com.";
       }},
      {"Servfail", "rcode", scalar_node("servfail"), refuses<2>},
      {"Formerr", "rcode", scalar_node("formerr"), refuses<1>},
      {"Notimp", "rcode", scalar_node("notimp"), refuses<4>},
      {"Refused", "rcode", scalar_node("refused"), refuses<5>},
      {"Number11", "rcode", scalar_node("11"), refuses<11>},
      {"ExtendedNumber", "rcode", scalar_node("4095"),
       [](DnsLab& lab) {
         const auto reply = ask(lab, with_edns);
         return reply && reply->opt && reply->rcode == 4095;
       }},
      {"WithSoa", "no-data", Node{},
       [](DnsLab& lab) {
         const auto reply = ask(lab);
         return reply && reply->rcode == 0 && reply->answer.empty() && reply->authority.size() == 1;
       }},
      {"WithoutSoa", "no-data", map_node({{"soa", scalar_node("false")}}),
       [](DnsLab& lab) {
         const auto reply = ask(lab);
         return reply && reply->rcode == 0 && reply->answer.empty() && reply->authority.empty();
       }},
      {"Formerr", "edns", Node{},
       [](DnsLab& lab) {
         const auto with = ask(lab, with_edns);
         const auto without = ask(lab);
         return with && with->rcode == 1 && !with->opt && without && without->answer.size() == 3;
       }},
      {"Badvers", "edns", scalar_node("badvers"),
       [](DnsLab& lab) {
         const auto reply = ask(lab, with_edns);
         return reply && reply->rcode == 16;
       }},
      {"Ignored", "edns", scalar_node("ignored"),
       [](DnsLab& lab) {
         const auto reply = ask(lab, with_edns);
         return reply && !reply->opt && reply->answer.size() == 3;
       }},
      {"Dropped", "edns", scalar_node("drop"),
       [](DnsLab& lab) { return lab.ask(with_edns).replies.empty(); }},
  };
}

}  // namespace tetra::dns
