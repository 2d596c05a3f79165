#pragma once
#include <string>
#include <string_view>

#include "engine/wire/connection.hpp"
#include "proxy-sim/tunnel_fault.hpp"

namespace tetra::proxy {

/// What went through a tunnel, and how it ended.
struct Tunnelled {
  std::uint64_t up_bytes = 0;
  std::uint64_t down_bytes = 0;
  /// `closed` (both sides ended), `client-reset`, `origin-reset`, `client-left` (during a stall for
  /// ever), `cut`.
  std::string_view how = "closed";
};

/// Passes bytes both ways until both sides have ended, or one was reset: FIN goes on as FIN, RST as
/// RST behind the bytes before it. `read_ahead` is what the client sent behind its CONNECT. A stop
/// of one direction ends that direction's receiver as it says; of the other side, the client gets
/// the same ending, the origin a RST. Both connections outlive the call and are closed by it.
/// Memory: two buffers that grow from 4 to 64 KiB with the traffic.
Task<Tunnelled> run_tunnel(wire::Connection& client, wire::Connection& origin, Direction down,
                           Direction up, std::string read_ahead);

}  // namespace tetra::proxy
