#pragma once
#include "engine/http/exchange.hpp"
#include "engine/journal/journal.hpp"
#include "proxy-sim/authority.hpp"
#include "proxy-sim/settings.hpp"

namespace tetra::proxy {

/// Forwards an absolute-form request and gives the origin's response, its body streamed: one connection to the origin a request.
/// Hop-by-hop fields stay behind in both directions, Via says that a proxy was there (RFC 9110 section 7.6).
/// `settings` and `journal` must outlive the call.
Task<http::Response> forward(const Settings& settings, journal::Journal& journal, const http::Exchange& exchange);

/// Removes what is meant for the next hop only: the fields that Connection names, and those of RFC 9110 section 7.6.1.
void remove_hop_by_hop(http::Fields& fields);

}  // namespace tetra::proxy
