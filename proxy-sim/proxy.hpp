#pragma once
#include "engine/http/exchange.hpp"
#include "proxy-sim/settings.hpp"
#include "proxy-sim/tunnel_fault.hpp"

namespace tetra::proxy {

/// The service `proxy`: CONNECT (RFC 9110 section 9.3.6) and absolute-form requests (RFC 9112 section 3.2.2). Serve it with http::serve.
///
///     proxy::Proxy proxy(settings, clockwork);
///     proxy.introduce(*armed->fault);              // every fault of service `proxy`
///     proxy.tunnel_plan().add(armed);              // those of layer `tunnel`
///     co_await http::serve(peer, proxy, serving);  // one connection; serving.plan: those of layers `http` and `proxy`
///
/// Its 200 reads `HTTP/1.1 200 Connection established` (C: Cisco's health checker wants that text). Origin-form gets 400.
/// Journal: `connect` {authority}, `lookup` {name, outcome}, `tunnel` {authority, address}, `gateway-error` {authority, why},
/// `tunnel-end` {up_bytes, down_bytes, how}, `end` {how}, and what http::serve writes. Must outlive its connections.
class Proxy final : public http::Handler {
 public:
  Proxy(Settings settings, fault::Clockwork& clockwork);
  Task<http::Response> handle(const http::Exchange& exchange) override;
  fault::Plan<TunnelFault>& tunnel_plan() { return tunnels_; }
  /// Tells a fault what it must know of this world (the right credentials); other faults are left alone.
  void introduce(fault::Fault& fault) const;

 private:
  Task<http::Response> connect(const http::Exchange& exchange);
  http::Response established(const http::Exchange& exchange, wire::ConnectionPtr origin, const std::string& address);

  Settings settings_;
  journal::Journal& journal_;
  fault::Plan<TunnelFault> tunnels_;
};

}  // namespace tetra::proxy
