#pragma once
#include <openssl/ocsp.h>
#include <openssl/x509.h>

#include <string>

#include "certs/ocsp_answer.hpp"
#include "tests/unit/certs/world.hpp"

namespace tetra::certs {

/// A client's side of one OCSP exchange, made by OpenSSL.
class OcspQuestion {
 public:
  OcspQuestion() : request_(OCSP_REQUEST_new()) {}

  OCSP_CERTID* ask(const Certificate& certificate, const Certificate& issuer,
                   const EVP_MD* digest = nullptr) {
    auto* id = OCSP_cert_to_id(digest, certificate.get(), issuer.get());
    OCSP_request_add0_id(request_.get(), id);
    return id;
  }
  void add_nonce() { OCSP_request_add1_nonce(request_.get(), nullptr, -1); }
  OCSP_REQUEST* get() const { return request_.get(); }

  std::string der() const {
    unsigned char* bytes = nullptr;
    const int size = i2d_OCSP_REQUEST(request_.get(), &bytes);
    std::string text(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size));
    OPENSSL_free(bytes);
    return text;
  }

 private:
  Owned<OCSP_REQUEST, OCSP_REQUEST_free> request_;
};

}  // namespace tetra::certs
