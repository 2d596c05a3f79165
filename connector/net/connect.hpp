#pragma once
#include <vector>

#include "connector/net/channel.hpp"
#include "connector/net/name_lookup.hpp"
#include "connector/net/network.hpp"
#include "connector/tell/outcome.hpp"
#include "connector/tell/trace.hpp"

namespace tetra::connector {

/// What became of connecting to one host: the channel, or the outcome of the last address tried.
struct Connecting {
  Outcome outcome;
  Channel channel;
  bool by_proxy = false;  ///< a proxy stands between, or was to stand there
};
/// Tries the addresses in their order, each with its own deadline.
Connecting connect_any(const std::vector<SocketAddress>& addresses, const Limits& limits,
                       Trace& trace);

/// Looks the name up, then tries its addresses.
Connecting connect_to_host(const std::string& host, std::uint16_t port, const Network& network,
                           Trace& trace);

}  // namespace tetra::connector
