#include "proxy-sim/dns_message.hpp"

#include <ldns/ldns.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace tetra::proxy {
namespace {

struct Free {
  void operator()(ldns_pkt* packet) const { ldns_pkt_free(packet); }
  void operator()(ldns_rdf* rdf) const { ldns_rdf_deep_free(rdf); }
  void operator()(std::uint8_t* bytes) const { std::free(bytes); }  // ldns allocates with malloc
};
using Packet = std::unique_ptr<ldns_pkt, Free>;
using Name = std::unique_ptr<ldns_rdf, Free>;

constexpr int most_aliases = 16;  // a chain within one message; longer ones are loops

ldns_rr_type type_of(RecordType type) {
  return type == RecordType::a ? LDNS_RR_TYPE_A : LDNS_RR_TYPE_AAAA;
}

Name name_of(const std::string& text) {
  return Name(ldns_dname_new_frm_str(text.c_str()));
}

std::string text_of(const ldns_rdf* name) {
  char* text = ldns_rdf2str(name);
  std::string copy = text == nullptr ? "" : text;
  std::free(text);
  return copy;
}

bool answers(const ldns_pkt* packet, std::uint16_t id, const ldns_rdf* name, RecordType type) {
  if (!ldns_pkt_qr(packet) || ldns_pkt_id(packet) != id) return false;
  const ldns_rr_list* questions = ldns_pkt_question(packet);
  if (ldns_rr_list_rr_count(questions) != 1) return false;
  const ldns_rr* question = ldns_rr_list_rr(questions, 0);
  return ldns_rr_get_type(question) == type_of(type) &&
         ldns_dname_compare(ldns_rr_owner(question), name) == 0;
}

std::optional<asio::ip::address> address_of(const ldns_rr* record) {
  const ldns_rdf* data = ldns_rr_rdf(record, 0);
  if (data == nullptr) return std::nullopt;
  const std::uint8_t* bytes = ldns_rdf_data(data);
  if (ldns_rr_get_type(record) == LDNS_RR_TYPE_A && ldns_rdf_size(data) == 4) {
    asio::ip::address_v4::bytes_type raw;
    std::copy_n(bytes, raw.size(), raw.begin());
    return asio::ip::address_v4(raw);
  }
  if (ldns_rr_get_type(record) == LDNS_RR_TYPE_AAAA && ldns_rdf_size(data) == 16) {
    asio::ip::address_v6::bytes_type raw;
    std::copy_n(bytes, raw.size(), raw.begin());
    return asio::ip::address_v6(raw);
  }
  return std::nullopt;
}

// The CNAME of that name in the answer section, or nullptr.
const ldns_rdf* alias_of(const ldns_rr_list* records, const ldns_rdf* name) {
  for (std::size_t i = 0; i < ldns_rr_list_rr_count(records); ++i) {
    const ldns_rr* record = ldns_rr_list_rr(records, i);
    if (ldns_rr_get_type(record) == LDNS_RR_TYPE_CNAME &&
        ldns_dname_compare(ldns_rr_owner(record), name) == 0) {
      return ldns_rr_rdf(record, 0);
    }
  }
  return nullptr;
}

void read_records(const ldns_rr_list* records, const ldns_rdf* name, RecordType type,
                  Answer& into) {
  for (int i = 0; i < most_aliases; ++i) {
    const ldns_rdf* alias = alias_of(records, name);
    if (alias == nullptr) break;
    name = alias;
    into.alias = text_of(alias);
  }
  for (std::size_t i = 0; i < ldns_rr_list_rr_count(records); ++i) {
    const ldns_rr* record = ldns_rr_list_rr(records, i);
    if (ldns_rr_get_type(record) != type_of(type) ||
        ldns_dname_compare(ldns_rr_owner(record), name) != 0)
      continue;
    if (const auto address = address_of(record)) into.addresses.push_back(*address);
  }
}

}  // namespace

std::string_view to_string(LookupOutcome outcome) {
  switch (outcome) {
    case LookupOutcome::found:
      return "found";
    case LookupOutcome::no_such_name:
      return "no-such-name";
    case LookupOutcome::no_data:
      return "no-data";
    case LookupOutcome::server_failed:
      return "server-failed";
    case LookupOutcome::timed_out:
      return "timed-out";
    case LookupOutcome::bad_name:
      return "bad-name";
  }
  return "unknown";
}

std::optional<std::string> query_bytes(std::uint16_t id, const std::string& name, RecordType type) {
  Name question = name_of(name);
  if (!question) return std::nullopt;
  // The packet takes the name over.
  const Packet packet(
      ldns_pkt_query_new(question.release(), type_of(type), LDNS_RR_CLASS_IN, LDNS_RD));
  if (!packet) return std::nullopt;
  ldns_pkt_set_id(packet.get(), id);
  std::uint8_t* raw = nullptr;
  std::size_t size = 0;
  if (ldns_pkt2wire(&raw, packet.get(), &size) != LDNS_STATUS_OK) return std::nullopt;
  const std::unique_ptr<std::uint8_t, Free> bytes(raw);
  return std::string(reinterpret_cast<const char*>(bytes.get()), size);
}

std::optional<Answer> read_answer(std::string_view bytes, std::uint16_t id, const std::string& name,
                                  RecordType type) {
  ldns_pkt* parsed = nullptr;
  if (ldns_wire2pkt(&parsed, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()) !=
      LDNS_STATUS_OK)
    return std::nullopt;
  const Packet packet(parsed);
  const Name asked = name_of(name);
  if (!asked || !answers(packet.get(), id, asked.get(), type)) return std::nullopt;
  Answer answer;
  const ldns_pkt_rcode rcode = ldns_pkt_get_rcode(packet.get());
  if (rcode == LDNS_RCODE_NXDOMAIN) answer.outcome = LookupOutcome::no_such_name;
  if (rcode != LDNS_RCODE_NXDOMAIN && rcode != LDNS_RCODE_NOERROR)
    answer.outcome = LookupOutcome::server_failed;
  if (rcode != LDNS_RCODE_NOERROR) return answer;
  read_records(ldns_pkt_answer(packet.get()), asked.get(), type, answer);
  if (!answer.addresses.empty()) {
    answer.outcome = LookupOutcome::found;
    answer.alias.clear();
  } else if (ldns_pkt_tc(packet.get())) {
    answer.outcome = LookupOutcome::server_failed;
  }
  return answer;
}

}  // namespace tetra::proxy
