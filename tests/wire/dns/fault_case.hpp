#pragma once
#include <ostream>
#include <string>
#include <vector>

#include "tests/wire/dns/dns_lab.hpp"
#include "tests/wire/dns/parsed.hpp"

namespace tetra::dns {

/// One way to switch a fault on, and what must then be seen on the wire and must not be seen
/// without it.
struct FaultCase {
  std::string title;  ///< CamelCase, part of the test's name
  std::string fault;
  Node parameters;
  bool (*seen)(DnsLab& lab);
  /// Without it the test's printed parameter would be the bytes of the object.
  friend void PrintTo(const FaultCase& one, std::ostream* out) {
    *out << one.fault << ' ' << one.title;
  }
};

std::vector<FaultCase> rcode_cases();
std::vector<FaultCase> record_cases();
std::vector<FaultCase> byte_cases();
std::vector<FaultCase> transport_cases();

Node list_node(const std::vector<std::string>& items);

}  // namespace tetra::dns
