#pragma once
#include <boost/asio/ip/udp.hpp>

#include "engine/base/quantity.hpp"
#include "proxy-sim/dns_message.hpp"

namespace tetra::proxy {

/// Whom the proxy asks for names, and how patiently. The lab's DNS, never the machine's.
struct Resolver {
  asio::ip::udp::endpoint server;
  std::vector<asio::ip::address>
      from;  ///< the local addresses, at most one of each family; empty: the kernel's choice
  Duration patience = std::chrono::seconds(1);  ///< of one try
  int tries = 3;                                ///< per question
};

/// What a name leads to. `addresses` is empty unless the outcome is `found`.
struct Found {
  LookupOutcome outcome = LookupOutcome::timed_out;
  std::vector<asio::ip::address> addresses;
};

/// A stub resolver's lookup over UDP: A, and AAAA where there is no A; follows aliases, at most 8
/// from answer to answer. An address written as text is returned as it is. Answers to other
/// questions are waited over, like any stub does.
Task<Found> lookup(Resolver resolver, std::string name);

}  // namespace tetra::proxy
