#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace tetra::dns {

/// One resource record in the presentation format of RFC 1035 section 5.1: `{"a.example", "A", 5,
/// "192.0.2.10"}`.
struct Record {
  std::string owner;  ///< absolute, with or without the final dot; in the case in which it goes out
  std::string type;   ///< `A`, `AAAA`, `CNAME`, `SOA` …, or `TYPE123`
  std::uint32_t ttl = 0;
  std::string data;
  friend bool operator==(const Record&, const Record&) = default;
};

/// Whether ldns can make a record of it: for data that a user has written.
bool valid(const Record& record);
/// `name [ttl] [class] type data` as in a zone file; false when it is not one. Names without a
/// final dot are absolute as well.
bool parse_record(std::string_view line, Record& into);

/// `A`, `AAAA` … for a type's number; `TYPE65400` for one without a word.
std::string type_word(std::uint16_t type);
/// `nxdomain`, `servfail` … for a response code; `rcode77` for one without a word.
std::string rcode_word(int rcode);

}  // namespace tetra::dns
