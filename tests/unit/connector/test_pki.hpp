#pragma once
#include <openssl/ocsp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <vector>

namespace tetra::connector::test {

struct OpenSslFree {
  void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
  void operator()(X509* p) const { X509_free(p); }
  void operator()(SSL_CTX* p) const { SSL_CTX_free(p); }
};
using Key = std::unique_ptr<EVP_PKEY, OpenSslFree>;
using Certificate = std::unique_ptr<X509, OpenSslFree>;

/// A certificate with its key.
struct Identity {
  Key key;
  Certificate certificate;
};

/// What a certificate is to be; times in seconds from now.
struct Wanted {
  std::string name;
  std::string host;  ///< empty: an authority
  std::string ocsp_url;
  std::string crl_url;
  long from = -3600;
  long to = 86400;
};

/// Signed by `issuer`, or by itself when that is null.
Identity mint(const Wanted& wanted, const Identity* issuer);

std::string pem(const Certificate& certificate);
/// DER, issued by `issuer`, with the serials of `revoked`.
std::string make_crl(const Identity& issuer, const std::vector<const X509*>& revoked);
/// The answer to a DER request about one certificate, signed by `issuer`; V_OCSP_CERTSTATUS_GOOD or
/// _REVOKED.
std::string answer_ocsp(const std::string& request, const Identity& issuer, int status);
/// A server context that shows `leaf` and then `chain`.
std::shared_ptr<SSL_CTX> server_context(const Identity& leaf,
                                        const std::vector<const Identity*>& chain);

/// The signing key of the definitions.
Key ed25519();
std::string public_pem(const Key& key);
std::string sign_line(const Key& key, const std::string& text);
std::string gzip(const std::string& plain);
std::string md5(const std::string& plain);

}  // namespace tetra::connector::test
