#include "certs/signature.hpp"

#include <openssl/evp.h>
#include <openssl/objects.h>

#include <array>
#include <utility>
#include <vector>

#include "certs/der.hpp"
#include "engine/base/text.hpp"

namespace tetra::certs {
namespace {

const EVP_MD* digest_for(const Key& key, Digest digest) {
  if (EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_ED25519) return nullptr;
  switch (digest) {
    case Digest::sha256:
      return EVP_sha256();
    case Digest::sha384:
      return EVP_sha384();
    case Digest::sha512:
      return EVP_sha512();
    case Digest::sha1:
      return EVP_sha1();
    case Digest::md5:
      return EVP_md5();
  }
  return nullptr;
}

std::string sign(std::string_view content, const Key& key, Digest digest) {
  const Owned<EVP_MD_CTX, EVP_MD_CTX_free> context(require(EVP_MD_CTX_new(), "EVP_MD_CTX_new"));
  const auto* bytes = reinterpret_cast<const unsigned char*>(content.data());
  require(EVP_DigestSignInit(context.get(), nullptr, digest_for(key, digest), nullptr, key.get()),
          "EVP_DigestSignInit");
  std::size_t size = 0;
  require(EVP_DigestSign(context.get(), nullptr, &size, bytes, content.size()), "EVP_DigestSign");
  std::string signature(size, '\0');
  require(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                         bytes, content.size()),
          "EVP_DigestSign");
  signature.resize(size);
  return signature;
}

Key another_key_like(const Key& key) {
  const int id = EVP_PKEY_get_base_id(key.get());
  const int bits = EVP_PKEY_get_bits(key.get());
  if (id == EVP_PKEY_ED25519) return make_key(KeyType::ed25519);
  if (id == EVP_PKEY_EC) return make_key(bits > 256 ? KeyType::ec_p384 : KeyType::ec_p256);
  return make_key(bits > 1024 ? KeyType::rsa_2048 : KeyType::rsa_1024);
}

std::string faulty_signature(std::string_view content, const Key& key, Digest digest,
                             SignatureFault fault) {
  if (fault == SignatureFault::wrong_key) return sign(content, another_key_like(key), digest);
  std::string signed_bytes(content);
  if (fault == SignatureFault::content_changed)
    signed_bytes.back() = static_cast<char>(signed_bytes.back() ^ 1);
  auto signature = sign(signed_bytes, key, digest);
  if (fault == SignatureFault::bit_flipped)
    signature.back() = static_cast<char>(signature.back() ^ 1);
  if (fault == SignatureFault::malformed) signature.erase(0, 1);
  return signature;
}

}  // namespace

Result<SignatureFault> parse_signature_fault(std::string_view text) {
  static const std::array<std::pair<std::string, SignatureFault>, 5> words{
      {{"good", SignatureFault::good},
       {"content-changed", SignatureFault::content_changed},
       {"bit-flipped", SignatureFault::bit_flipped},
       {"malformed", SignatureFault::malformed},
       {"wrong-key", SignatureFault::wrong_key}}};
  for (const auto& [word, fault] : words) {
    if (word == text) return fault;
  }
  return fail("unknown-word", {},
              "'" + text::printable(text, 40) + "' is no way to break a signature",
              "one of good, content-changed, bit-flipped, malformed, wrong-key");
}

std::string signature_algorithm(const Key& key, Digest digest) {
  const int type = EVP_PKEY_get_base_id(key.get());
  if (type == EVP_PKEY_ED25519) return der::sequence({der::object(NID_ED25519)});
  int nid = NID_undef;
  if (OBJ_find_sigid_by_algs(&nid, EVP_MD_get_type(digest_for(key, digest)), type) != 1) {
    throw CryptoError("no signature algorithm for this key and digest");
  }
  // RSA carries a NULL parameter (RFC 4055 5), ECDSA none (RFC 5758 3.2).
  return type == EVP_PKEY_RSA ? der::sequence({der::object(nid), der::null()})
                              : der::sequence({der::object(nid)});
}

std::string signed_object(std::string_view content, const Key& key, Digest digest,
                          SignatureFault fault, std::string_view trailer) {
  const auto signature = fault == SignatureFault::good
                             ? sign(content, key, digest)
                             : faulty_signature(content, key, digest, fault);
  return der::sequence(
      {content, signature_algorithm(key, digest), der::bit_string(signature), trailer});
}

}  // namespace tetra::certs
