#include "mockserver/dns/query.hpp"

#include "mockserver/dns/ldns_handle.hpp"
#include "mockserver/dns/message.hpp"
#include "mockserver/dns/rcode.hpp"
#include "mockserver/dns/record.hpp"

namespace tetra::dns {
namespace {

constexpr std::uint16_t response_bit = 0x8000, opcode_bits = 0x7800, rd_bit = 0x0100,
                        cd_bit = 0x0010;

// A bare header: id, opcode and RD of the query with QR and the code.
tl::unexpected<NotAQuery> answer_with(std::string_view message, int rcode) {
  std::string reply(header_size, '\0');
  const std::uint16_t flags = get16(message, 2);
  put16(reply, 0, get16(message, 0));
  put16(reply, 2,
        static_cast<std::uint16_t>(response_bit | (flags & (opcode_bits | rd_bit)) | rcode));
  return tl::unexpected<NotAQuery>(NotAQuery{std::move(reply)});
}

std::uint16_t records_of(std::string_view message) {
  return static_cast<std::uint16_t>(get16(message, 6) | get16(message, 8) | get16(message, 10));
}

// The records behind the question, read by ldns. False: not readable, or more than one OPT (RFC
// 6891 section 6.1.1).
bool read_records(std::string_view message, std::optional<Opt>& edns) {
  ldns_pkt* parsed = nullptr;
  if (ldns_wire2pkt(&parsed, reinterpret_cast<const std::uint8_t*>(message.data()),
                    message.size()) != LDNS_STATUS_OK)
    return false;
  const LdnsPtr<ldns_pkt> packet(parsed);
  // ldns takes OPT records out of the additional section; what is missing is how many there were.
  const int opts = get16(message, 10) - ldns_pkt_arcount(parsed);
  if (opts > 1) return false;
  if (opts == 1)
    edns = Opt{ldns_pkt_edns_udp_size(parsed), ldns_pkt_edns_version(parsed),
               ldns_pkt_edns_do(parsed)};
  return true;
}

}  // namespace

std::string_view to_string(Transport transport) {
  return transport == Transport::udp ? "udp" : "tcp";
}

tl::expected<Query, NotAQuery> parse_query(std::string_view message) {
  if (message.size() < header_size) return tl::unexpected<NotAQuery>(NotAQuery{});
  const std::uint16_t flags = get16(message, 2);
  if ((flags & response_bit) != 0) return tl::unexpected<NotAQuery>(NotAQuery{});
  if ((flags & opcode_bits) != 0) return answer_with(message, notimp);
  const std::size_t end = question_end(message);
  if (get16(message, 4) != 1 || end == 0) return answer_with(message, formerr);
  Query query;
  if (records_of(message) != 0 && !read_records(message, query.edns))
    return answer_with(message, formerr);
  query.id = get16(message, 0);
  query.recursion_desired = (flags & rd_bit) != 0;
  query.checking_disabled = (flags & cd_bit) != 0;
  query.question = message.substr(header_size, end - header_size);
  query.asked = name_text(std::string_view(query.question).substr(0, query.question.size() - 4));
  query.name = canonical(query.asked);
  query.type = get16(message, end - 4);
  query.klass = get16(message, end - 2);
  query.type_word = type_word(query.type);
  return query;
}

}  // namespace tetra::dns
