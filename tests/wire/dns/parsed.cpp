#include "tests/wire/dns/parsed.hpp"

#include "mockserver/dns/ldns_handle.hpp"
#include "mockserver/dns/message.hpp"

namespace tetra::dns {
namespace {

std::vector<Record> records_of(const ldns_rr_list* list) {
  std::vector<Record> records;
  for (std::size_t i = 0; i < ldns_rr_list_rr_count(list); ++i) {
    const LdnsPtr<char> line(ldns_rr2str(ldns_rr_list_rr(list, i)));
    Record record;
    if (parse_record(line.get(), record)) records.push_back(record);
  }
  return records;
}

}  // namespace

std::optional<Parsed> parse(const std::string& bytes) {
  ldns_pkt* read = nullptr;
  if (ldns_wire2pkt(&read, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()) !=
      LDNS_STATUS_OK)
    return std::nullopt;
  const LdnsPtr<ldns_pkt> packet(read);
  Parsed parsed;
  parsed.id = ldns_pkt_id(read);
  parsed.response = ldns_pkt_qr(read);
  parsed.truncated = ldns_pkt_tc(read);
  parsed.opt = get16(bytes, 10) != ldns_pkt_arcount(read);
  parsed.rcode = ldns_pkt_get_rcode(read) | ldns_pkt_edns_extended_rcode(read) << 4;
  const ldns_rr* asked = ldns_rr_list_rr(ldns_pkt_question(read), 0);
  if (asked != nullptr) {
    const LdnsPtr<char> name(ldns_rdf2str(ldns_rr_owner(asked)));
    parsed.question = std::string(name.get()) + " " +
                      type_word(static_cast<std::uint16_t>(ldns_rr_get_type(asked)));
  }
  parsed.answer = records_of(ldns_pkt_answer(read));
  parsed.authority = records_of(ldns_pkt_authority(read));
  parsed.additional = records_of(ldns_pkt_additional(read));
  return parsed;
}

std::vector<std::string> data_of(const std::optional<Parsed>& reply, const std::string& type) {
  std::vector<std::string> data;
  for (const Record& record : reply ? reply->answer : std::vector<Record>{}) {
    if (record.type == type) data.push_back(record.data);
  }
  return data;
}

}  // namespace tetra::dns
