#pragma once
#include "engine/http/exchange.hpp"

namespace tetra::http {

/// What triggers may ask about an exchange.
fault::Context context_of(const Exchange& exchange);

/// Asks the plan, and the handler unless a fault answers in its place: everything about one
/// exchange but the writing. Says on the journal that the request came. `exchange` and what it
/// refers to outlive the call.
Task<Response> respond(Handler& handler, const Exchange& exchange, const Serving& serving);

}  // namespace tetra::http
