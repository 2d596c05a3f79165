#pragma once
#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

namespace tetra::definitions {

/// The key under versions.sig. The real algorithm is unknown (FACTS section 2): this one is the
/// lab's own, Ed25519 (RFC 8032), and the signature says so. Copies share the key.
class SigningKey {
 public:
  /// A fresh key that lives in memory only.
  static SigningKey generate();
  /// Takes an Ed25519 key; any other kind is a bug (std::invalid_argument).
  explicit SigningKey(std::shared_ptr<EVP_PKEY> key);

  /// versions.sig over a text: `tetra-lab-ed25519 <base64 of the 64 bytes>` and a line feed. The
  /// same text gives the same line.
  std::string sign(std::string_view text) const;
  /// The public half, SubjectPublicKeyInfo in PEM, for the endpoint.
  std::string public_pem() const;

 private:
  std::shared_ptr<EVP_PKEY> key_;
};

}  // namespace tetra::definitions
