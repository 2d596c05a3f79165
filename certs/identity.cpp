#include "certs/identity.hpp"

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <algorithm>

namespace tetra::certs {
namespace {

// OpenSSL 3.0: RSA-1024 has 80 security bits (level 1), SHA-1 63 and MD5 39 (level 0).
int highest_level_that_serves(const Certificate& certificate) {
  const int key_bits = EVP_PKEY_get_security_bits(X509_get0_pubkey(certificate.get()));
  int digest_bits = 0;
  X509_get_signature_info(certificate.get(), nullptr, nullptr, &digest_bits, nullptr);
  const int bits = std::min(key_bits, digest_bits);
  if (bits >= 112) return 2;
  return bits >= 80 ? 1 : 0;
}

}  // namespace

void install(SSL_CTX* context, const Identity& identity) {
  int level =
      std::min(SSL_CTX_get_security_level(context), highest_level_that_serves(identity.leaf));
  for (const auto& certificate : identity.chain)
    level = std::min(level, highest_level_that_serves(certificate));
  SSL_CTX_set_security_level(context, level);
  SSL_CTX_set_mode(context, SSL_MODE_NO_AUTO_CHAIN);
  require(SSL_CTX_use_certificate(context, identity.leaf.get()), "SSL_CTX_use_certificate");
  require(SSL_CTX_use_PrivateKey(context, identity.key.get()), "SSL_CTX_use_PrivateKey");
  require(static_cast<int>(SSL_CTX_clear_chain_certs(context)), "SSL_CTX_clear_chain_certs");
  for (const auto& certificate : identity.chain) {
    require(static_cast<int>(SSL_CTX_add1_chain_cert(context, certificate.get())),
            "SSL_CTX_add1_chain_cert");
  }
}

std::string chain_pem(const Identity& identity) {
  auto pem = to_pem(identity.leaf);
  for (const auto& certificate : identity.chain) pem += to_pem(certificate);
  return pem;
}

}  // namespace tetra::certs
