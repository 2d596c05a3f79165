#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mockserver/dns/record.hpp"

namespace tetra::dns {

/// What a zone says to a question.
struct Found {
  int rcode = 0;
  std::vector<Record> answer;
  std::vector<Record> authority;  ///< the SOA of a negative answer (RFC 2308 section 3)
};

/// All the names of one world. It is the whole name space: what is not in it does not exist. Names
/// compare without case. A name or an address that is not valid is the program's mistake:
/// std::invalid_argument.
class Zone {
 public:
  static constexpr std::uint32_t default_ttl = 5;  // FACTS section 2, D

  /// `negative_ttl`: how long "does not exist" may be cached (TTL and MINIMUM of the SOA).
  explicit Zone(std::uint32_t ttl = default_ttl, std::uint32_t negative_ttl = default_ttl)
      : ttl_(ttl), negative_ttl_(negative_ttl) {}

  /// Addresses are answered in this order.
  void add_a(std::string_view name, const std::vector<std::string>& addresses);
  void add_aaaa(std::string_view name, const std::vector<std::string>& addresses);
  void add_cname(std::string_view name, std::string_view target);
  /// The PTR record below in-addr.arpa or ip6.arpa for an address in text.
  void add_reverse(std::string_view address, std::string_view name);
  void add(const Record& record);
  /// A name whose SOA negative answers below it carry; without one it is the root's.
  void add_origin(std::string_view name);

  /// `asked` is the name as it was asked; its records go out in that case. `type` as in Record, or
  /// `ANY`. CNAMEs are followed.
  Found lookup(std::string_view asked, std::string_view type) const;
  /// The SOA that a negative answer for that name carries.
  Record soa_for(std::string_view name) const;

 private:
  const std::vector<Record>* records_of(const std::string& name) const;

  std::uint32_t ttl_, negative_ttl_;
  std::map<std::string, std::vector<Record>>
      names_;  // by canonical name; the names above one exist as well (RFC 8020)
  std::vector<std::string> origins_;
};

}  // namespace tetra::dns
