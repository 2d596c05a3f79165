#pragma once
#include <string>

#include "connector/net/network.hpp"
#include "connector/revocation/standing.hpp"
#include "connector/tell/trace.hpp"

namespace tetra::connector {

/// RFC 6960 over HTTP POST with a nonce. An answer counts only with a good signature by the issuer
/// or its delegate, the nonce (when it echoes one), and within its thisUpdate and nextUpdate.
Standing ask_ocsp(const Subject& subject, const std::string& url, const Network& network,
                  Trace& trace);

}  // namespace tetra::connector
