#include "mockserver/definitions/signing_key.hpp"

#include <openssl/bio.h>
#include <openssl/pem.h>

#include <array>
#include <stdexcept>
#include <utility>

namespace tetra::definitions {
namespace {

constexpr std::size_t kSignature = 64;

std::string base64(const std::array<unsigned char, kSignature>& bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');  // EVP_EncodeBlock ends with a NUL
  const int n = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(),
                                static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(n));
  return text;
}

}  // namespace

SigningKey SigningKey::generate() {
  std::shared_ptr<EVP_PKEY> key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), EVP_PKEY_free);
  if (!key) throw std::runtime_error("OpenSSL has no Ed25519 here");
  return SigningKey(std::move(key));
}

SigningKey::SigningKey(std::shared_ptr<EVP_PKEY> key) : key_(std::move(key)) {
  if (!key_ || EVP_PKEY_get_base_id(key_.get()) != EVP_PKEY_ED25519)
    throw std::invalid_argument("the signing key is not Ed25519");
}

std::string SigningKey::sign(std::string_view text) const {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        EVP_MD_CTX_free);
  std::array<unsigned char, kSignature> signature{};
  std::size_t length = signature.size();
  const auto* data = reinterpret_cast<const unsigned char*>(text.data());
  if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) != 1 ||
      EVP_DigestSign(context.get(), signature.data(), &length, data, text.size()) != 1) {
    throw std::runtime_error("signing the manifest failed");
  }
  return "tetra-lab-ed25519 " + base64(signature) + "\n";
}

std::string SigningKey::public_pem() const {
  const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), BIO_free);
  if (!memory || PEM_write_bio_PUBKEY(memory.get(), key_.get()) != 1)
    throw std::runtime_error("writing the public key failed");
  char* data = nullptr;
  const long length = BIO_get_mem_data(memory.get(), &data);
  return {data, static_cast<std::size_t>(length)};
}

}  // namespace tetra::definitions
