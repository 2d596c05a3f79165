#include "mockserver/dns/record.hpp"

#include "engine/base/text.hpp"
#include "mockserver/dns/ldns_handle.hpp"
#include "mockserver/dns/rcode.hpp"
#include "mockserver/dns/record_rr.hpp"

namespace tetra::dns {
namespace {

std::string absolute(std::string_view name) {
  std::string full(name);
  if (full.empty() || full.back() != '.') full += '.';
  return full;
}

std::string text_of(char* allocated) {
  const LdnsPtr<char> owned(allocated);
  return owned ? std::string(owned.get()) : std::string();
}

// ldns reads a word that is no type as type 0 without data.
bool says_something(const ldns_rr* rr) {
  return ldns_rr_get_type(rr) != 0 && ldns_rr_rd_count(rr) > 0;
}

}  // namespace

LdnsPtr<ldns_rr> rr_of(const Record& record) {
  const std::string line = absolute(record.owner) + " " + std::to_string(record.ttl) + " IN " +
                           record.type + " " + record.data;
  ldns_rr* made = nullptr;
  // Relative names in the data are relative to the root: the lab knows no origin.
  const LdnsPtr<ldns_rdf> root(ldns_dname_new_frm_str("."));
  if (ldns_rr_new_frm_str(&made, line.c_str(), record.ttl, root.get(), nullptr) != LDNS_STATUS_OK)
    return nullptr;
  LdnsPtr<ldns_rr> rr(made);
  return says_something(made) ? std::move(rr) : nullptr;
}

bool valid(const Record& record) {
  return rr_of(record) != nullptr;
}

bool parse_record(std::string_view line, Record& into) {
  ldns_rr* parsed = nullptr;
  const std::string text(line);
  const LdnsPtr<ldns_rdf> root(ldns_dname_new_frm_str("."));
  if (ldns_rr_new_frm_str(&parsed, text.c_str(), 5, root.get(), nullptr) != LDNS_STATUS_OK)
    return false;
  const LdnsPtr<ldns_rr> owned(parsed);
  if (!says_something(parsed)) return false;
  into.owner = text_of(ldns_rdf2str(ldns_rr_owner(parsed)));
  into.type = type_word(static_cast<std::uint16_t>(ldns_rr_get_type(parsed)));
  into.ttl = ldns_rr_ttl(parsed);
  into.data.clear();
  for (std::size_t i = 0; i < ldns_rr_rd_count(parsed); ++i) {
    into.data += (i == 0 ? "" : " ") + text_of(ldns_rdf2str(ldns_rr_rdf(parsed, i)));
  }
  return true;
}

std::string type_word(std::uint16_t type) {
  return text_of(ldns_rr_type2str(static_cast<ldns_rr_type>(type)));
}

std::string rcode_word(int rcode) {
  for (const fault::Symbol& symbol : rcodes) {
    if (symbol.value == rcode) return std::string(symbol.word);
  }
  return "rcode" + std::to_string(rcode);
}

}  // namespace tetra::dns
