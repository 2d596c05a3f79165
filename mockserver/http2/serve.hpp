#pragma once
#include "mockserver/http2/h2_fault.hpp"

namespace tetra::h2 {

/// Serves HTTP/2 on a connection whose ALPN agreed on `h2`, until either side ends it: with the
/// handler, and with what the plans of both layers make of it. Of HTTP's faults those count that
/// change status, fields or body.
Task<> serve(wire::Connection& peer, http::Handler& handler, http::Serving serving,
             fault::Plan<Fault>& plan);

}  // namespace tetra::h2
