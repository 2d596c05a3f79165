#pragma once
#include <optional>
#include <string>
#include <vector>

#include "harness/packets/flow.hpp"
#include "harness/packets/packet.hpp"

namespace tetra::packets {

/// Something that the lab did and that belongs to a packet.
struct Mark {
  std::int64_t at_ns = 0;        ///< since the Unix epoch
  std::optional<Endpoint> peer;  ///< whose connection, or query, it concerns; none: no connection's
  std::string text;              ///< UTF-8
  std::string begins;  ///< how the payloads of one of several exchanges with the peer begin: the ID
                       ///< of a DNS message over UDP
};

/// Writes each mark's text at the packet that shows it. Of what answers the peer's last question
/// before the mark, that is the newest before it (a service marks what it has written, and the
/// kernel may have answered before the lab knew), else the first behind it; where the peer was not
/// answered, its question. Times alone never decide, since on a busy machine they say little; only
/// what a peer says as it leaves, such as an alert, is told from a question by how soon it is gone.
/// Where the service then ends the connection, that packet says so as well. A mark without a peer
/// stands at the first packet from its moment on. `packets` are in the order of their time. Returns
/// the texts for which there is no packet.
std::vector<std::string> annotate(std::vector<Packet>& packets, const std::vector<Mark>& marks);

}  // namespace tetra::packets
