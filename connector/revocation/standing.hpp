#pragma once
#include <openssl/x509.h>

#include <string>

namespace tetra::connector {

/// What one source says about one certificate. `none` means: no usable answer, `why` tells why.
struct Standing {
  enum class Word { good, revoked, none };
  Word word = Word::none;
  std::string why;
};

/// No usable answer, and why; what OpenSSL has to say of it is dropped.
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

}  // namespace tetra::connector
