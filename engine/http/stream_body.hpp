#pragma once
#include "engine/http/message.hpp"

namespace tetra::http {

/// Writes `response.stream` framed as the response says, under `response.delivery`. Memory: one
/// piece of 16 KiB. A stream that breaks ends the connection before the body does: RST when its
/// source was reset, else FIN (RFC 9112 section 8).
Task<wire::Delivered> deliver_stream(wire::Connection& peer, const Response& response);

}  // namespace tetra::http
