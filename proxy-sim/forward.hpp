#pragma once
#include "engine/http/exchange.hpp"
#include "engine/journal/journal.hpp"
#include "proxy-sim/authority.hpp"
#include "proxy-sim/gateway_error.hpp"
#include "proxy-sim/settings.hpp"

namespace tetra::proxy {

/// Forwards an absolute-form request and gives the origin's response, its body streamed: one
/// connection to the origin a request. Hop-by-hop fields stay behind in both directions, Via says
/// that a proxy was there (RFC 9110 section 7.6). `settings` and `journal` must outlive the call.
Task<http::Response> forward(const Settings& settings, journal::Journal& journal,
                             const http::Exchange& exchange);

/// The same on a connection to the origin that is there already, plain or TLS; Host is what the
/// client said.
Task<http::Response> relay(journal::Journal& journal, const http::Exchange& exchange,
                           Authority authority, wire::ConnectionPtr origin);

/// Journals why the origin was not reached, and gives the 502 or 504.
http::Response gateway_failed(journal::Journal& journal, const http::Exchange& exchange,
                              const Authority& authority, Failure failure);

/// Removes what is meant for the next hop only: the fields that Connection names, and those of RFC
/// 9110 section 7.6.1.
void remove_hop_by_hop(http::Fields& fields);

}  // namespace tetra::proxy
