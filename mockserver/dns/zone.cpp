#include "mockserver/dns/zone.hpp"

#include <stdexcept>

#include "mockserver/dns/ldns_handle.hpp"
#include "mockserver/dns/message.hpp"
#include "mockserver/dns/rcode.hpp"

namespace tetra::dns {
namespace {

constexpr int longest_chain = 16;

std::string parent_of(const std::string& name) {
  const auto dot = name.find('.');
  return dot == std::string::npos ? std::string() : name.substr(dot + 1);
}

bool below(std::string_view name, std::string_view origin) {
  if (name.size() < origin.size() || name.substr(name.size() - origin.size()) != origin)
    return false;
  return name.size() == origin.size() || origin.empty() ||
         name[name.size() - origin.size() - 1] == '.';
}

}  // namespace

void Zone::add_a(std::string_view name, const std::vector<std::string>& addresses) {
  for (const std::string& address : addresses) add(Record{std::string(name), "A", ttl_, address});
}

void Zone::add_aaaa(std::string_view name, const std::vector<std::string>& addresses) {
  for (const std::string& address : addresses)
    add(Record{std::string(name), "AAAA", ttl_, address});
}

void Zone::add_cname(std::string_view name, std::string_view target) {
  add(Record{std::string(name), "CNAME", ttl_, std::string(target)});
}

void Zone::add_reverse(std::string_view address, std::string_view name) {
  const bool v6 = address.find(':') != std::string_view::npos;
  const LdnsPtr<ldns_rdf> parsed(ldns_rdf_new_frm_str(v6 ? LDNS_RDF_TYPE_AAAA : LDNS_RDF_TYPE_A,
                                                      std::string(address).c_str()));
  const LdnsPtr<ldns_rdf> reverse(parsed ? ldns_rdf_address_reverse(parsed.get()) : nullptr);
  const LdnsPtr<char> text(reverse ? ldns_rdf2str(reverse.get()) : nullptr);
  if (!text) throw std::invalid_argument("no address: " + std::string(address));
  add(Record{text.get(), "PTR", ttl_, std::string(name)});
}

void Zone::add(const Record& record) {
  if (!valid(record))
    throw std::invalid_argument("no DNS record: " + record.owner + " " + record.type + " " +
                                record.data);
  std::string name = canonical(record.owner);
  names_[name].push_back(record);
  while (!name.empty()) {
    name = parent_of(name);
    names_.try_emplace(name);
  }
}

void Zone::add_origin(std::string_view name) {
  if (wire_name(name).empty()) throw std::invalid_argument("no name: " + std::string(name));
  origins_.push_back(canonical(name));
  names_.try_emplace(origins_.back());
}

const std::vector<Record>* Zone::records_of(const std::string& name) const {
  const auto found = names_.find(name);
  return found == names_.end() ? nullptr : &found->second;
}

Record Zone::soa_for(std::string_view name) const {
  const std::string wanted = canonical(name);
  std::string best;
  for (const std::string& origin : origins_) {
    if (below(wanted, origin) && origin.size() > best.size()) best = origin;
  }
  const std::string data =
      "ns.lab.invalid. hostmaster.lab.invalid. 1 3600 600 86400 " + std::to_string(negative_ttl_);
  return Record{best + ".", "SOA", negative_ttl_, data};
}

Found Zone::lookup(std::string_view asked, std::string_view type) const {
  Found found;
  std::string owner(asked);
  for (int hop = 0; hop < longest_chain; ++hop) {
    const std::vector<Record>* records = records_of(canonical(owner));
    if (records == nullptr) {
      found.rcode = nxdomain;
      break;
    }
    const Record* alias = nullptr;
    bool matched = false;
    for (const Record& record : *records) {
      const bool wanted = record.type == type || type == "ANY";
      if (wanted || record.type == "CNAME")
        found.answer.push_back(Record{owner, record.type, record.ttl, record.data});
      if (wanted) matched = true;
      if (!wanted && record.type == "CNAME") alias = &record;
    }
    if (matched) return found;
    if (alias == nullptr) break;
    owner = alias->data;
  }
  found.authority.push_back(soa_for(owner));
  return found;
}

}  // namespace tetra::dns
