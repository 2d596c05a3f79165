#pragma once
#include <openssl/ssl.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace tetra::wire {

/// What OpenSSL's key log said of the server's traffic secrets (RFC 8446 section 7.1); empty until
/// it did.
struct TrafficSecrets {
  std::string handshake, application;
  /// Takes what one key log line holds.
  void note(std::string_view line);
};

/// One encrypted record of the server, made beside OpenSSL: it sends only the alerts that it means
/// itself. `number` is the record's sequence number under these keys. Empty when the cipher is no
/// AEAD of TLS 1.2 or TLS 1.3 that current clients agree on (AES-GCM, ChaCha20-Poly1305).
std::string seal_tls13(const SSL* ssl, const std::string& traffic_secret, std::uint64_t number,
                       unsigned char type, std::string_view content);
std::string seal_tls12(SSL* ssl, std::uint64_t number, unsigned char type,
                       std::string_view content);

}  // namespace tetra::wire
