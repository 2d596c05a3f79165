#pragma once
#include "proxy-sim/pac/pac_fault.hpp"

namespace tetra::pac {

/// The service `pac`: the script at `/proxy.pac` and `/wpad.dat`,
/// application/x-ns-proxy-autoconfig, never cached; 404 elsewhere. Serve it with http::serve;
/// `serving.plan` holds the faults of layers `http` and `pac`. Must outlive its connections.
class Publisher final : public http::Handler {
 public:
  /// Where this world's proxies are; told before the first request.
  void know(Places places) { places_ = std::move(places); }
  Task<http::Response> handle(const http::Exchange& exchange) override;
  /// Tells a fault where this world's proxies are; other faults are left alone.
  void introduce(fault::Fault& fault) const;

 private:
  Places places_;
};

}  // namespace tetra::pac
