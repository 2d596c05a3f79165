#include "tests/wire/dns/fault_case.hpp"

namespace tetra::dns {
namespace {

std::string bytes_of(DnsLab& lab, const Ask& what = {}) {
  return lab.ask(what).bytes();
}
std::size_t healthy_size() {
  return question(Ask{}, 0).size() + 3 * 16;
}

bool next_id(DnsLab& lab) {
  const std::string bytes = bytes_of(lab);
  return bytes.size() == healthy_size() && get16(bytes, 0) == DnsLab::id + 1;
}

bool given_id(DnsLab& lab) {
  const std::string bytes = bytes_of(lab);
  return bytes.size() == healthy_size() && get16(bytes, 0) == 0;
}

bool other_question(DnsLab& lab) {
  const auto reply = parse(bytes_of(lab));
  return reply && reply->question == "wrong-question.invalid. A" && reply->answer.size() == 3;
}

bool without_question(DnsLab& lab) {
  const auto reply = parse(bytes_of(lab));
  return reply && reply->question.empty() && reply->answer.size() == 3;
}

bool lower_question(DnsLab& lab) {
  const std::string bytes = bytes_of(lab, Ask{"TETRA-defs.AMP.cisco.com", "A", Transport::udp, 0});
  return bytes.find("tetra-defs") == header_size + 1;
}

bool upper_question(DnsLab& lab) {
  return bytes_of(lab).find("TETRA-DEFS") == header_size + 1;
}

bool six_bytes(DnsLab& lab) {
  const std::string bytes = bytes_of(lab);
  return bytes.size() == 6 && get16(bytes, 0) == DnsLab::id;
}

bool empty_datagram(DnsLab& lab) {
  const Exchange seen = lab.ask();
  return seen.replies.size() == 1 && seen.bytes().empty();
}

bool sixteen_more(DnsLab& lab) {
  const std::string bytes = bytes_of(lab);
  return bytes.size() == healthy_size() + 16 && bytes.ends_with(std::string(16, '\0'));
}

bool noise(DnsLab& lab) {
  const std::string bytes = bytes_of(lab);
  return bytes.size() == 64 && get16(bytes, 0) != DnsLab::id && !parse(bytes);
}

bool noise_with_id(DnsLab& lab) {
  const std::string bytes = bytes_of(lab);
  return bytes.size() == 20 && get16(bytes, 0) == DnsLab::id && !parse(bytes);
}

bool pointer_to_itself(DnsLab& lab) {
  const std::string bytes = bytes_of(lab);
  const std::size_t owner = question_end(bytes);
  return owner + 2 <= bytes.size() && get16(bytes, owner) == (0xC000 | owner) && !parse(bytes);
}

bool not_a_response(DnsLab& lab) {
  const std::string bytes = bytes_of(lab);
  return bytes.size() == healthy_size() && (get16(bytes, 2) & 0x8080) == 0;
}

bool other_opcode(DnsLab& lab) {
  const std::string bytes = bytes_of(lab);
  return bytes.size() == healthy_size() && (get16(bytes, 2) & 0x7800) == 5 << 11;
}

bool false_count(DnsLab& lab) {
  const std::string bytes = bytes_of(lab);
  return bytes.size() == healthy_size() && get16(bytes, 6) == 9 && !parse(bytes);
}

bool short_data(DnsLab& lab) {
  const std::string bytes = bytes_of(lab);
  return bytes.size() == healthy_size() && get16(bytes, question_end(bytes) + 10) == 3;
}

}  // namespace

std::vector<FaultCase> byte_cases() {
  return {
      {"NextId", "wrong-id", Node{}, next_id},
      {"GivenId", "wrong-id", scalar_node("0"), given_id},
      {"OtherName", "wrong-question", Node{}, other_question},
      {"Absent", "no-question", Node{}, without_question},
      {"Lower", "question-case", Node{}, lower_question},
      {"Upper", "question-case", scalar_node("upper"), upper_question},
      {"SixBytes", "short", Node{}, six_bytes},
      {"EmptyDatagram", "short", scalar_node("0"), empty_datagram},
      {"SixteenBytes", "trailing", Node{}, sixteen_more},
      {"Noise", "garbage", Node{}, noise},
      {"NoiseWithId", "garbage",
       map_node({{"bytes", scalar_node("20")}, {"keep-id", scalar_node("true")}}), noise_with_id},
      {"PointerToItself", "compression-loop", Node{}, pointer_to_itself},
      {"NotAResponse", "flags", map_node({{"qr", scalar_node("0")}, {"ra", scalar_node("0")}}),
       not_a_response},
      {"OtherOpcode", "flags", map_node({{"opcode", scalar_node("5")}}), other_opcode},
      {"NineAnswers", "counts", map_node({{"answer", scalar_node("9")}}), false_count},
      {"ThreeBytesOfAddress", "rdlength", Node{}, short_data},
  };
}

}  // namespace tetra::dns
