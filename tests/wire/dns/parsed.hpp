#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mockserver/dns/record.hpp"

namespace tetra::dns {

/// A reply as ldns reads it.
struct Parsed {
  std::uint16_t id = 0;
  int rcode = 0;  ///< with the bits of the OPT record
  bool response = false, truncated = false;
  bool opt = false;
  std::string question;  ///< `name. type`, empty when there is none
  std::vector<Record> answer, authority, additional;
};

/// nullopt when ldns can't read it.
std::optional<Parsed> parse(const std::string& bytes);
/// The data of the answer's records of one type, in order.
std::vector<std::string> data_of(const std::optional<Parsed>& reply, const std::string& type);

}  // namespace tetra::dns
