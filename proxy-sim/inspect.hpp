#pragma once
#include <memory>
#include <string>

#include "engine/http/exchange.hpp"
#include "proxy-sim/inspection_authority.hpp"
#include "proxy-sim/settings.hpp"

namespace tetra::proxy {

/// One tunnel that the proxy opens and reads.
struct Inspected {
  Inspection inspection;
  std::shared_ptr<InspectionAuthority> authority;
  wire::ConnectionPtr origin;  ///< connected already; for the first request
  std::string host;            ///< of the CONNECT
  std::uint16_t port = 443;
  http::Serving serving;  ///< for the requests inside
};

/// Plays the TLS server to the client and serves its requests, each asked of the origin over TLS of
/// the proxy's own, without a look at the origin's certificate. Every HTTP fault in `serving.plan`
/// meets them. Journal, as service `proxy`: `hello` {server_name}, `handshake` {version} or
/// `handshake-failed` {reason}, `inspected` {authority}. `settings` and `client` must outlive the
/// call.
Task<> inspect(std::shared_ptr<Inspected> what, const Settings& settings, wire::Connection& client,
               std::string read_ahead);

}  // namespace tetra::proxy
