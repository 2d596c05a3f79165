#include "tests/wire/dns/fault_case.hpp"

namespace tetra::dns {
namespace {

const Ask over_tcp{"tetra-defs.amp.cisco.com", "A", Transport::tcp, 0};

bool silence(DnsLab& lab) {
  return lab.ask().replies.empty();
}

bool overtaken(DnsLab& lab) {
  const auto asked = std::chrono::steady_clock::now();
  const Exchange seen = lab.ask({}, 1);
  const auto took = std::chrono::steady_clock::now() - asked;
  return seen.replies.size() == 1 && !seen.replies[0].before_probe &&
         took >= std::chrono::milliseconds(80);
}

bool cut_over_udp(DnsLab& lab) {
  const auto reply = parse(lab.ask().bytes());
  return reply && reply->truncated && reply->answer.empty();
}

bool whole_over_tcp(DnsLab& lab) {
  const bool cut = cut_over_udp(lab);
  const auto reply = parse(lab.ask(over_tcp).bytes());
  return cut && reply && !reply->truncated && reply->answer.size() == 3;
}

bool refused_over_tcp(DnsLab& lab) {
  const bool cut = cut_over_udp(lab);
  return lab.ask(over_tcp).tcp_refused && cut;
}

bool cut_over_tcp(DnsLab& lab) {
  const auto reply = parse(lab.ask(over_tcp).bytes());
  return reply && reply->truncated && reply->answer.empty();
}

bool fin_over_tcp(DnsLab& lab) {
  const Exchange seen = lab.ask(over_tcp);
  return seen.tcp_eof && seen.replies.empty();
}

bool reset_over_tcp(DnsLab& lab) {
  const Exchange seen = lab.ask(over_tcp);
  return seen.tcp_reset && seen.replies.empty();
}

bool silence_over_tcp(DnsLab& lab) {
  const Exchange seen = lab.ask(over_tcp);
  return !seen.tcp_eof && !seen.tcp_reset && seen.replies.empty();
}

bool twice(DnsLab& lab) {
  const Exchange seen = lab.ask();
  return seen.replies.size() == 2 && seen.replies[0].bytes == seen.replies[1].bytes;
}

bool from_elsewhere(DnsLab& lab) {
  const Exchange seen = lab.ask({}, 1);
  return seen.replies.size() == 1 && !seen.replies[0].from_asked_port;
}

bool false_length(DnsLab& lab) {
  return lab.ask(over_tcp).tcp_length == 0xFFFF;
}

}  // namespace

std::vector<FaultCase> transport_cases() {
  return {
      {"Silence", "drop", Node{}, silence},
      {"SilenceOverTcp", "drop", Node{}, silence_over_tcp},
      {"Overtaken", "delay", scalar_node("80ms"), overtaken},
      {"TcpWorks", "truncate", Node{}, whole_over_tcp},
      {"TcpRefused", "truncate", scalar_node("refused"), refused_over_tcp},
      {"TcpSame", "truncate", scalar_node("same"), cut_over_tcp},
      {"TcpFin", "truncate", scalar_node("fin"), fin_over_tcp},
      {"TcpReset", "truncate", scalar_node("reset"), reset_over_tcp},
      {"TcpSilent", "truncate", scalar_node("silent"), silence_over_tcp},
      {"Twice", "duplicate", Node{}, twice},
      {"OtherPort", "wrong-source", Node{}, from_elsewhere},
      {"TooLong", "tcp-length", Node{}, false_length},
  };
}

}  // namespace tetra::dns
