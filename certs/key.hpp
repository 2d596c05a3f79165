#pragma once
#include <string>
#include <string_view>

#include "certs/openssl.hpp"
#include "engine/base/result.hpp"

namespace tetra::certs {

/// What a public key is. EC P-256 is what the lab uses where nothing else is asked: minting it
/// takes microseconds, RSA-2048 many milliseconds.
enum class KeyType { ec_p256, ec_p384, ed25519, rsa_1024, rsa_2048, rsa_3072, rsa_4096 };
/// The digest under a signature. Ed25519 has its own and ignores this.
enum class Digest { sha256, sha384, sha512, sha1, md5 };

/// `ec-p256`, `rsa-1024` …; `sha256`, `sha1` …. Unknown words come back with the nearest known one
/// as hint.
Result<KeyType> parse_key_type(std::string_view text);
Result<Digest> parse_digest(std::string_view text);

/// A new random key; a reserved one while there is one of that type.
Key make_key(KeyType type);
/// Makes RSA keys now, each of which can take a second on a busy machine, for later calls of
/// `make_key`: there are `count` of that type in reserve then. Child processes inherit the reserve.
/// Does nothing for other types, which are made in microseconds.
void reserve_keys(KeyType type, std::size_t count);
/// SubjectPublicKeyInfo in DER.
std::string public_key_info(const Key& key);
/// The content of subjectPublicKey, without tag, length and unused bits: what OCSP's issuerKeyHash
/// and the key identifier hash (RFC 6960 4.1.1).
std::string public_key_bits(const Key& key);
/// SHA-1 of public_key_bits (RFC 5280 4.2.1.2, method 1), 20 bytes.
std::string key_identifier(const Key& key);

/// `count` bytes of the system's randomness.
std::string random_bytes(std::size_t count);
/// Digest of some bytes by OpenSSL's NID; empty when the NID names no digest that OpenSSL has.
std::string digest_of(std::string_view bytes, int digest_nid);
/// Upper-case hex without separators, as `openssl x509 -serial` prints a serial; leading zero bytes
/// are dropped.
std::string serial_text(std::string_view magnitude);

}  // namespace tetra::certs
