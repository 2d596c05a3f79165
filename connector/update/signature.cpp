#include "connector/update/signature.hpp"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>
#include <cstdio>
#include <memory>

#include "engine/base/text.hpp"

namespace tetra::connector {
namespace {

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(BIO* bio) const { BIO_free(bio); }
};

constexpr std::string_view algorithm = "tetra-lab-ed25519 ";
constexpr std::size_t signature_bytes = 64;
constexpr std::size_t base64_bytes = 88;

}  // namespace

Outcome verify_signature(std::string_view versions_dat, std::string_view versions_sig,
                         const std::filesystem::path& key_file) {
  const std::unique_ptr<BIO, Free> file(BIO_new_file(key_file.c_str(), "r"));
  const std::unique_ptr<EVP_PKEY, Free> key(
      file ? PEM_read_bio_PUBKEY(file.get(), nullptr, nullptr, nullptr) : nullptr);
  ERR_clear_error();
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519) {
    return failed(Cause::signature_key_bad, "no Ed25519 public key in " + key_file.string());
  }
  std::string_view text = text::trim(versions_sig);
  if (!text.starts_with(algorithm))
    return failed(Cause::signature_bad,
                  "versions.sig does not begin with " + std::string(text::trim(algorithm)));
  text = text::trim(text.substr(algorithm.size()));
  std::array<unsigned char, base64_bytes / 4 * 3> raw{};
  // 88 characters with two of padding are 66 bytes to OpenSSL, of which 64 count.
  if (text.size() != base64_bytes || !text.ends_with("==") ||
      EVP_DecodeBlock(raw.data(), reinterpret_cast<const unsigned char*>(text.data()),
                      static_cast<int>(text.size())) < 0) {
    ERR_clear_error();
    return failed(Cause::signature_bad, "versions.sig does not hold 64 bytes of base64");
  }
  const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
  const bool good =
      EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
      EVP_DigestVerify(context.get(), raw.data(), signature_bytes,
                       reinterpret_cast<const unsigned char*>(versions_dat.data()),
                       versions_dat.size()) == 1;
  ERR_clear_error();
  return good ? success()
              : failed(Cause::signature_bad, "the signature does not belong to this versions.dat");
}

}  // namespace tetra::connector
