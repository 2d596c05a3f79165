#pragma once
#include "certs/identity.hpp"
#include "certs/ocsp_answer.hpp"

namespace tetra::certs {

/// The OCSPResponse in DER that a server staples to its leaf (RFC 6066 section 8), as its CA's
/// responder would answer now: what the PKI's own book says, changed by `spec`. Empty for a
/// self-signed leaf, which has no responder.
std::string staple(const Pki& pki, const Identity& identity, const OcspAnswerSpec& spec = {});

}  // namespace tetra::certs
