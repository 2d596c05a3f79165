#pragma once
#include <array>

#include "proxy-sim/settings.hpp"
#include "proxy-sim/socks/socks_fault.hpp"
#include "proxy-sim/tunnel_fault.hpp"

namespace tetra::socks {

/// The service `socks`: SOCKS4, 4a and 5, CONNECT only. Names of 4a and 5 are looked up by itself,
/// through the lab's DNS.
///
///     socks::Server server(settings, clockwork);   // settings.service: "socks"
///     server.introduce(*armed->fault);
///     server.add(armed);                           // faults of layer `socks`
///     server.tunnel_plan().add(armed);             // those of layer `tunnel`
///     co_await server.serve(std::move(peer), number, address);
///
/// Everybody is let through without credentials until a fault asks for them; who offers nothing but
/// user and password is asked, and any are right. Journal: `greeting` {methods}, `login` {user},
/// `connect` {version, authority}, `lookup` {name, outcome}, `gateway-error` {authority, why},
/// `answer` {message, code}, `tunnel` {authority, address}, `tunnel-end` {up_bytes, down_bytes,
/// how}, `malformed` and `end` {how}. Must outlive its connections.
class Server {
 public:
  Server(proxy::Settings settings, fault::Clockwork& clockwork);
  Task<> serve(wire::ConnectionPtr peer, std::uint64_t connection, std::string address);
  void add(const fault::ArmedPtr& armed);
  fault::Plan<proxy::TunnelFault>& tunnel_plan() { return tunnels_; }
  /// Tells a fault what it must know of this world (the right credentials); other faults are left
  /// alone.
  void introduce(fault::Fault& fault) const;

 private:
  class Conversation;

  proxy::Settings settings_;
  journal::Journal& journal_;
  std::array<fault::Plan<Fault>, 3> plans_;  // one a Message
  fault::Plan<proxy::TunnelFault> tunnels_;
  std::uint64_t requests_ = 0;
};

}  // namespace tetra::socks
