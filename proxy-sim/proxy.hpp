#pragma once
#include "engine/http/exchange.hpp"
#include "proxy-sim/authority.hpp"
#include "proxy-sim/inspection_authority.hpp"
#include "proxy-sim/settings.hpp"
#include "proxy-sim/tunnel_fault.hpp"

namespace tetra::proxy {

struct Inspected;

/// The service `proxy`: CONNECT (RFC 9110 section 9.3.6) and absolute-form requests (RFC 9112
/// section 3.2.2). Serve it with http::serve.
///
///     proxy::Proxy proxy(settings, clockwork);
///     proxy.introduce(*armed->fault);              // every fault of service `proxy`
///     proxy.tunnel_plan().add(armed);              // those of layer `tunnel`
///     co_await http::serve(peer, proxy, serving);  // one connection; serving.plan: those of
///     layers `http` and `proxy`
///
/// Its 200 reads `HTTP/1.1 200 Connection established` (C: Cisco's health checker wants that text).
/// Origin-form gets 400. Journal: `connect` {authority}, `lookup` {name, outcome}, `tunnel`
/// {authority, address}, `gateway-error` {authority, why}, `tunnel-end` {up_bytes, down_bytes,
/// how}, `end` {how}, and what http::serve and inspect write. Must outlive its connections.
class Proxy final : public http::Handler {
 public:
  Proxy(Settings settings, fault::Clockwork& clockwork);
  Task<http::Response> handle(const http::Exchange& exchange) override;
  fault::Plan<TunnelFault>& tunnel_plan() { return tunnels_; }
  /// Who makes the certificates of intercepted tunnels, and whose CRLs the proxy publishes; without
  /// one nothing is intercepted.
  void inspect_by(std::shared_ptr<InspectionAuthority> authority) {
    authority_ = std::move(authority);
  }
  /// Tells a fault what it must know of this world (the right credentials, the tunnels); other
  /// faults are left alone.
  void introduce(fault::Fault& fault) const;

 private:
  Task<http::Response> connect(const http::Exchange& exchange);
  struct Opened;
  http::Response established(const http::Exchange& exchange, const Authority& authority,
                             wire::ConnectionPtr origin, const std::string& address);
  Task<> run(std::shared_ptr<Opened> opened, wire::Connection& client, std::string read_ahead);
  Task<> run_inspected(std::shared_ptr<Inspected> what, wire::Connection& client,
                       std::string read_ahead);
  void inspected(Opened& opened, const Authority& authority, http::Response& response);

  Settings settings_;
  journal::Journal& journal_;
  fault::Plan<TunnelFault> tunnels_;
  std::shared_ptr<std::uint64_t> standing_ =
      std::make_shared<std::uint64_t>(0);  // tunnels; theirs as well
  std::shared_ptr<InspectionAuthority> authority_;
};

}  // namespace tetra::proxy
