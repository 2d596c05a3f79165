#include "engine/wire/sealed_record.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>

#include <array>
#include <memory>
#include <vector>

namespace tetra::wire {
namespace {

constexpr std::size_t tag_size = 16;

// With AES-GCM in TLS 1.2 four bytes of the nonce are secret and eight are sent (RFC 5288);
// elsewhere it is secret as a whole.
struct Aead {
  const EVP_CIPHER* cipher = nullptr;
  std::size_t key = 0;
  bool gcm = false;
};

Aead aead_of(const SSL_CIPHER* agreed) {
  const int nid = agreed == nullptr ? NID_undef : SSL_CIPHER_get_cipher_nid(agreed);
  if (nid == NID_aes_128_gcm) return {EVP_aes_128_gcm(), 16, true};
  if (nid == NID_aes_256_gcm) return {EVP_aes_256_gcm(), 32, true};
  if (nid == NID_chacha20_poly1305) return {EVP_chacha20_poly1305(), 32, false};
  return {};
}

unsigned char* unsigned_bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}
const unsigned char* unsigned_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string derive(const char* kdf, std::size_t size, const std::vector<OSSL_PARAM>& how) {
  const std::unique_ptr<EVP_KDF, decltype(&EVP_KDF_free)> algorithm(
      EVP_KDF_fetch(nullptr, kdf, nullptr), EVP_KDF_free);
  const std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> context(
      EVP_KDF_CTX_new(algorithm.get()), EVP_KDF_CTX_free);
  std::string derived(size, '\0');
  if (!context || EVP_KDF_derive(context.get(), unsigned_bytes(derived), size, how.data()) != 1)
    return {};
  return derived;
}

OSSL_PARAM octets(const char* name, std::string& value) {
  return OSSL_PARAM_construct_octet_string(name, value.data(), value.size());
}

// HKDF-Expand-Label with an empty context (RFC 8446 section 7.1).
std::string expand(const EVP_MD* digest, std::string secret, std::string label, std::size_t size) {
  std::string info{static_cast<char>(size >> 8), static_cast<char>(size),
                   static_cast<char>(6 + label.size())};
  info += "tls13 " + label + std::string(1, '\0');
  std::string name = EVP_MD_get0_name(digest);
  int mode = EVP_KDF_HKDF_MODE_EXPAND_ONLY;
  return derive(
      "HKDF", size,
      {OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, name.data(), 0),
       OSSL_PARAM_construct_int(OSSL_KDF_PARAM_MODE, &mode), octets(OSSL_KDF_PARAM_KEY, secret),
       octets(OSSL_KDF_PARAM_INFO, info), OSSL_PARAM_construct_end()});
}

std::string big_endian(std::uint64_t number) {
  std::string bytes(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) bytes[7 - i] = static_cast<char>(number >> (8 * i));
  return bytes;
}

std::string xored(std::string iv, std::uint64_t number) {
  const std::string counter = big_endian(number);
  for (std::size_t i = 0; i < 8; ++i) iv[4 + i] = static_cast<char>(iv[4 + i] ^ counter[i]);
  return iv;
}

// Ciphertext and tag; empty on failure.
std::string encrypt(const Aead& aead, const std::string& key, const std::string& nonce,
                    std::string_view additional, std::string_view plain) {
  const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(
      EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  std::string sealed(plain.size() + tag_size, '\0');
  int n = 0;
  const bool done =
      EVP_EncryptInit_ex2(context.get(), aead.cipher, unsigned_bytes(std::string_view(key)),
                          unsigned_bytes(std::string_view(nonce)), nullptr) == 1 &&
      EVP_EncryptUpdate(context.get(), nullptr, &n, unsigned_bytes(additional),
                        static_cast<int>(additional.size())) == 1 &&
      EVP_EncryptUpdate(context.get(), unsigned_bytes(sealed), &n, unsigned_bytes(plain),
                        static_cast<int>(plain.size())) == 1 &&
      EVP_EncryptFinal_ex(context.get(), unsigned_bytes(sealed) + n, &n) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, tag_size,
                          sealed.data() + plain.size()) == 1;
  return done ? sealed : std::string();
}

std::string header(unsigned char type, std::size_t size) {
  return {static_cast<char>(type), 3, 3, static_cast<char>(size >> 8), static_cast<char>(size)};
}

// RFC 5246 section 6.3: client's key, server's key, client's nonce, server's nonce.
std::string key_block(SSL* ssl, const EVP_MD* digest, std::size_t size) {
  std::string master(48, '\0'), seed = "key expansion", server(32, '\0'), client(32, '\0');
  SSL_SESSION_get_master_key(SSL_get_session(ssl), unsigned_bytes(master), master.size());
  SSL_get_server_random(ssl, unsigned_bytes(server), server.size());
  SSL_get_client_random(ssl, unsigned_bytes(client), client.size());
  seed += server + client;
  std::string name = EVP_MD_get0_name(digest);
  return derive("TLS1-PRF", size,
                {OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, name.data(), 0),
                 octets(OSSL_KDF_PARAM_SECRET, master), octets(OSSL_KDF_PARAM_SEED, seed),
                 OSSL_PARAM_construct_end()});
}

}  // namespace

void TrafficSecrets::note(std::string_view line) {
  const auto secret = [&](std::string_view label, std::string& into) {
    const auto at = line.rfind(' ');
    if (!line.starts_with(label) || at == std::string_view::npos) return;
    long size = 0;
    const std::string hex(line.substr(at + 1));
    unsigned char* bytes = OPENSSL_hexstr2buf(hex.c_str(), &size);
    if (bytes != nullptr)
      into.assign(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    OPENSSL_free(bytes);
  };
  secret("SERVER_HANDSHAKE_TRAFFIC_SECRET ", handshake);
  secret("SERVER_TRAFFIC_SECRET_0 ", application);
}

std::string seal_tls13(const SSL* ssl, const std::string& traffic_secret, std::uint64_t number,
                       unsigned char type, std::string_view content) {
  const SSL_CIPHER* agreed = SSL_get_current_cipher(ssl) != nullptr ? SSL_get_current_cipher(ssl)
                                                                    : SSL_get_pending_cipher(ssl);
  const Aead aead = aead_of(agreed);
  if (aead.cipher == nullptr || traffic_secret.empty()) return {};
  const EVP_MD* digest = SSL_CIPHER_get_handshake_digest(agreed);
  const std::string key = expand(digest, traffic_secret, "key", aead.key);
  const std::string iv = expand(digest, traffic_secret, "iv", 12);
  const std::string inner = std::string(content) + static_cast<char>(type);
  const std::string head = header(SSL3_RT_APPLICATION_DATA, inner.size() + tag_size);
  const std::string sealed = encrypt(aead, key, xored(iv, number), head, inner);
  return sealed.empty() ? sealed : head + sealed;
}

std::string seal_tls12(SSL* ssl, std::uint64_t number, unsigned char type,
                       std::string_view content) {
  const SSL_CIPHER* agreed = SSL_get_current_cipher(ssl) != nullptr ? SSL_get_current_cipher(ssl)
                                                                    : SSL_get_pending_cipher(ssl);
  const Aead aead = aead_of(agreed);
  if (aead.cipher == nullptr) return {};
  const std::size_t iv = aead.gcm ? 4 : 12;
  const std::string block =
      key_block(ssl, SSL_CIPHER_get_handshake_digest(agreed), 2 * (aead.key + iv));
  if (block.empty()) return {};
  const std::string key = block.substr(aead.key, aead.key);
  const std::string fixed = block.substr(2 * aead.key + iv, iv);
  const std::string counter = big_endian(number);
  const std::string nonce = aead.gcm ? fixed + counter : xored(fixed, number);
  const std::string sealed =
      encrypt(aead, key, nonce, counter + header(type, content.size()), content);
  const std::string shown = aead.gcm ? counter : std::string();
  return sealed.empty() ? sealed : header(type, shown.size() + sealed.size()) + shown + sealed;
}

}  // namespace tetra::wire
