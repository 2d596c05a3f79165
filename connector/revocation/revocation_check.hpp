#pragma once
#include "connector/net/network.hpp"
#include "connector/revocation/standing.hpp"
#include "connector/tell/outcome.hpp"
#include "connector/tell/trace.hpp"
#include "connector/tls/revocation_checker.hpp"

namespace tetra::connector {

/// The hard-failing check: every certificate below the trust anchor, OCSP first, then CRL. revoked,
/// revocation-offline (nothing named could be used; Windows: 0x80092013) or no-revocation-check
/// (nothing is named; 0x80092012). Asks directly, never by the policy's proxy: that is the split
/// egress of FACTS 4. Keeps references.
class RevocationCheck final : public RevocationChecker {
 public:
  RevocationCheck(const Network& network, Trace& trace) : network_(network), trace_(trace) {}
  Outcome check(STACK_OF(X509) * chain, X509_STORE* trusted) override;

 private:
  Outcome check_one(const Subject& subject);

  const Network& network_;
  Trace& trace_;
};

}  // namespace tetra::connector
