#include "certs/staple.hpp"

#include <openssl/evp.h>
#include <openssl/ocsp.h>

namespace tetra::certs {
namespace {

using Request = Owned<OCSP_REQUEST, OCSP_REQUEST_free>;

// What a server asks its CA's responder: SHA-1 hashes, as RFC 5019 section 2.1.1 wants them, and no
// nonce.
std::string request_der(const Identity& identity) {
  const Request request(require(OCSP_REQUEST_new(), "OCSP_REQUEST_new"));
  OCSP_CERTID* id = require(OCSP_cert_to_id(EVP_sha1(), identity.leaf.get(), identity.issuer.get()),
                            "OCSP_cert_to_id");
  require(OCSP_request_add0_id(request.get(), id), "OCSP_request_add0_id");
  unsigned char* bytes = nullptr;
  const int size = i2d_OCSP_REQUEST(request.get(), &bytes);
  require(size, "i2d_OCSP_REQUEST");
  std::string der(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  return der;
}

}  // namespace

std::string staple(const Pki& pki, const Identity& identity, const OcspAnswerSpec& spec) {
  if (!identity.issuer) return {};
  const auto request = parse_ocsp_request(request_der(identity));
  if (!request) throw CryptoError(to_string(request.error()));
  return encode_ocsp(pki, pki.revocations(), *request, spec);
}

}  // namespace tetra::certs
