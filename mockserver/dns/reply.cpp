#include "mockserver/dns/reply.hpp"

#include <algorithm>

#include "mockserver/dns/ldns_handle.hpp"
#include "mockserver/dns/message.hpp"
#include "mockserver/dns/rcode.hpp"
#include "mockserver/dns/record_rr.hpp"
#include "mockserver/dns/zone.hpp"

namespace tetra::dns {
namespace {

constexpr std::size_t least_udp = 512, most_udp = 4096, most_tcp = 65535;
constexpr std::uint16_t class_in = 1, class_any = 255, type_ixfr = 251, type_axfr = 252;

void push(ldns_pkt* packet, ldns_pkt_section section, const std::vector<Record>& records) {
  for (const Record& record : records) {
    if (LdnsPtr<ldns_rr> rr = rr_of(record)) ldns_pkt_push_rr(packet, section, rr.release());
  }
}

void push_question(ldns_pkt* packet, const std::string& question) {
  ldns_rr* rr = nullptr;
  std::size_t at = 0;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(question.data());
  if (ldns_wire2rr(&rr, bytes, question.size(), &at, LDNS_SECTION_QUESTION) == LDNS_STATUS_OK) {
    ldns_pkt_push_rr(packet, LDNS_SECTION_QUESTION, rr);
  }
}

void set_flags(ldns_pkt* packet, const Reply& reply, bool truncated) {
  ldns_pkt_set_id(packet, reply.id);
  ldns_pkt_set_qr(packet, reply.response);
  ldns_pkt_set_aa(packet, reply.authoritative);
  ldns_pkt_set_tc(packet, truncated);
  ldns_pkt_set_rd(packet, reply.recursion_desired);
  ldns_pkt_set_ra(packet, reply.recursion_available);
  ldns_pkt_set_ad(packet, reply.authentic_data);
  ldns_pkt_set_cd(packet, reply.checking_disabled);
  ldns_pkt_set_opcode(packet, static_cast<ldns_pkt_opcode>(reply.opcode & 0xF));
  ldns_pkt_set_rcode(packet, static_cast<std::uint8_t>(reply.rcode & 0xF));
  if (!reply.edns && reply.rcode <= 0xF) return;
  const Opt edns = reply.edns.value_or(Opt{});
  ldns_pkt_set_edns_udp_size(packet, edns.udp_size);
  ldns_pkt_set_edns_version(packet, edns.version);
  ldns_pkt_set_edns_do(packet, edns.dnssec_ok);
  ldns_pkt_set_edns_extended_rcode(packet, static_cast<std::uint8_t>(reply.rcode >> 4));
}

std::string to_wire(const Reply& reply, bool with_records) {
  const LdnsPtr<ldns_pkt> packet(ldns_pkt_new());
  set_flags(packet.get(), reply, reply.truncated || !with_records);
  if (!reply.question.empty()) push_question(packet.get(), reply.question);
  if (with_records) {
    push(packet.get(), LDNS_SECTION_ANSWER, reply.answer);
    push(packet.get(), LDNS_SECTION_AUTHORITY, reply.authority);
    push(packet.get(), LDNS_SECTION_ADDITIONAL, reply.additional);
  }
  const LdnsPtr<ldns_buffer> buffer(ldns_buffer_new(LDNS_MIN_BUFLEN));
  if (!buffer || ldns_pkt2buffer_wire(buffer.get(), packet.get()) != LDNS_STATUS_OK) return {};
  return std::string(reinterpret_cast<const char*>(ldns_buffer_begin(buffer.get())),
                     ldns_buffer_position(buffer.get()));
}

}  // namespace

Reply healthy_reply(const Query& query) {
  Reply reply;
  reply.id = query.id;
  reply.question = query.question;
  reply.recursion_desired = query.recursion_desired;
  reply.checking_disabled = query.checking_disabled;
  reply.limit = query.transport == Transport::tcp ? most_tcp : least_udp;
  if (query.edns) {
    reply.edns = Opt{1232, 0, query.edns->dnssec_ok};
    if (query.transport == Transport::udp)
      reply.limit = std::clamp<std::size_t>(query.edns->udp_size, least_udp, most_udp);
    if (query.edns->version != 0) {
      reply.rcode = badvers;
      return reply;
    }
  }
  const bool transfer = query.type == type_axfr || query.type == type_ixfr;
  if (transfer || (query.klass != class_in && query.klass != class_any)) {
    reply.rcode = refused;
    return reply;
  }
  Found found = query.zone->lookup(query.asked, query.type_word);
  reply.rcode = found.rcode;
  reply.answer = std::move(found.answer);
  reply.authority = std::move(found.authority);
  return reply;
}

std::string encode(const Reply& reply) {
  std::string bytes = to_wire(reply, true);
  if (bytes.size() > reply.limit || bytes.empty()) bytes = to_wire(reply, false);
  for (const auto& edit : reply.edits) edit(bytes);
  return bytes;
}

}  // namespace tetra::dns
