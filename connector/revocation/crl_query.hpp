#pragma once
#include <string>

#include "connector/net/network.hpp"
#include "connector/revocation/standing.hpp"
#include "connector/tell/trace.hpp"

namespace tetra::connector {

/// RFC 5280 5: the list counts only when the certificate's issuer signed it and it is within its
/// dates.
Standing ask_crl(const Subject& subject, const std::string& url, const Network& network,
                 Trace& trace);

}  // namespace tetra::connector
