#pragma once
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <string>
#include <vector>

#include "connector/net/network.hpp"
#include "connector/tell/outcome.hpp"
#include "connector/tell/trace.hpp"

namespace tetra::connector {

/// What one source says about one certificate. `none` means: no usable answer, `why` tells why.
struct Standing {
  enum class Word { good, revoked, none };
  Word word = Word::none;
  std::string why;
};
/// Nothing usable, and why; what OpenSSL has to say of it is dropped.
Standing none(std::string why);

/// How far the clocks of the endpoint and the authority may be apart.
inline constexpr long clock_slack_seconds = 300;

/// One certificate, its issuer, and what its signatures are checked against. Borrowed pointers.
struct Subject {
  X509* certificate;
  X509* issuer;
  STACK_OF(X509) * chain;
  X509_STORE* trusted;
};

/// RFC 6960 over HTTP POST with a nonce. An answer counts only with a good signature by the issuer
/// or its delegate, the nonce (when it echoes one), and within its thisUpdate and nextUpdate.
Standing ask_ocsp(const Subject& subject, const std::string& url, const Network& network,
                  Trace& trace);
/// RFC 5280 5: the list counts only when the certificate's issuer signed it and it is within its
/// dates.
Standing ask_crl(const Subject& subject, const std::string& url, const Network& network,
                 Trace& trace);

/// The `http://` pointers of a certificate, at most four of each.
std::vector<std::string> ocsp_urls(X509* certificate);
std::vector<std::string> crl_urls(X509* certificate);

/// The hard-failing check: every certificate below the trust anchor, OCSP first, then CRL. revoked,
/// revocation-offline (nothing named could be used; Windows: 0x80092013) or no-revocation-check
/// (nothing is named; 0x80092012). Asks directly, never by the policy's proxy: that is the split
/// egress of FACTS 4.
Outcome check_revocation(STACK_OF(X509) * chain, X509_STORE* trusted, const Network& network,
                         Trace& trace);

}  // namespace tetra::connector
