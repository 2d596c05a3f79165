#pragma once
#include <sys/socket.h>

#include <string>
#include <vector>

#include "connector/net/network.hpp"
#include "connector/tell/outcome.hpp"
#include "connector/tell/trace.hpp"

namespace tetra::connector {

/// Where a connection goes to, ready for connect(2).
struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t length = 0;
  std::string text;  ///< the address in numbers
  std::uint16_t port = 0;
};

/// The addresses in the order in which they are to be tried, or why there are none.
struct Lookup {
  Outcome outcome;
  std::vector<SocketAddress> addresses;
};

/// getaddrinfo(3) with a deadline, after `connect_to` had its say. EAI_NONAME is dns-nxdomain,
/// EAI_AGAIN and EAI_FAIL are dns-failed; dns-timeout is our own deadline. A lookup that outlives
/// its deadline ends by itself on a thread of its own.
Lookup look_up(const std::string& host, std::uint16_t port, const Network& network, Trace& trace);

}  // namespace tetra::connector
