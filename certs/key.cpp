#include "certs/key.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

#include <array>
#include <map>
#include <utility>
#include <vector>

#include "certs/der.hpp"
#include "engine/base/text.hpp"

namespace tetra::certs {
namespace {

constexpr std::array<std::pair<std::string_view, KeyType>, 7> kKeyTypes{
    {{"ec-p256", KeyType::ec_p256},
     {"ec-p384", KeyType::ec_p384},
     {"ed25519", KeyType::ed25519},
     {"rsa-1024", KeyType::rsa_1024},
     {"rsa-2048", KeyType::rsa_2048},
     {"rsa-3072", KeyType::rsa_3072},
     {"rsa-4096", KeyType::rsa_4096}}};
constexpr std::array<std::pair<std::string_view, Digest>, 5> kDigests{{{"sha256", Digest::sha256},
                                                                       {"sha384", Digest::sha384},
                                                                       {"sha512", Digest::sha512},
                                                                       {"sha1", Digest::sha1},
                                                                       {"md5", Digest::md5}}};

template <class Table>
auto look_up(const Table& table, std::string_view text, std::string_view what)
    -> Result<typename Table::value_type::second_type> {
  std::vector<std::string> known;
  for (const auto& [word, value] : table) {
    if (word == text) return value;
    known.emplace_back(word);
  }
  const auto nearest = text::nearest(text, known);
  return fail(
      "unknown-word", {}, "'" + text::printable(text, 40) + "' is no " + std::string(what),
      nearest.empty() ? "one of " + text::join(known, ", ") : "did you mean '" + nearest + "'?");
}

void free_bytes(unsigned char* bytes) {
  OPENSSL_free(bytes);
}

// Of as many primes as OpenSSL allows for the size (RFC 8017 3.2): the public key and its
// signatures are the same in kind, and a key of 2048 bits takes a third of the time, one of 4096 a
// tenth, which every case that asks for one would wait for.
EVP_PKEY* generate_rsa(int bits, int primes) {
  const Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free> context(
      require(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr), "EVP_PKEY_CTX_new_from_name"));
  require(EVP_PKEY_keygen_init(context.get()) == 1, "EVP_PKEY_keygen_init");
  require(EVP_PKEY_CTX_set_rsa_keygen_bits(context.get(), bits) == 1,
          "EVP_PKEY_CTX_set_rsa_keygen_bits");
  require(EVP_PKEY_CTX_set_rsa_keygen_primes(context.get(), primes) == 1,
          "EVP_PKEY_CTX_set_rsa_keygen_primes");
  EVP_PKEY* key = nullptr;
  require(EVP_PKEY_generate(context.get(), &key) == 1, "EVP_PKEY_generate");
  return key;
}

EVP_PKEY* generate(KeyType type) {
  switch (type) {
    case KeyType::ec_p256:
      return EVP_EC_gen("P-256");
    case KeyType::ec_p384:
      return EVP_EC_gen("P-384");
    case KeyType::ed25519:
      return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    case KeyType::rsa_1024:
      return generate_rsa(1024, 2);
    case KeyType::rsa_2048:
      return generate_rsa(2048, 3);
    case KeyType::rsa_3072:
      return generate_rsa(3072, 3);
    case KeyType::rsa_4096:
      return generate_rsa(4096, 4);
  }
  return nullptr;
}

// Piece by piece, because i2d_PUBKEY goes through OSSL_ENCODER, which costs more than minting the
// key.
std::string encoded_point(const Key& key) {
  unsigned char* point = nullptr;
  const auto size = EVP_PKEY_get1_encoded_public_key(key.get(), &point);
  const Owned<unsigned char, free_bytes> owner(require(point, "EVP_PKEY_get1_encoded_public_key"));
  return {reinterpret_cast<char*>(point), size};
}

std::string raw_public_key(const Key& key) {
  std::string bytes(32, '\0');
  auto size = bytes.size();
  require(
      EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char*>(bytes.data()), &size),
      "EVP_PKEY_get_raw_public_key");
  return bytes;
}

std::string integer_of(const Key& key, const char* parameter) {
  BIGNUM* number = nullptr;
  require(EVP_PKEY_get_bn_param(key.get(), parameter, &number), "EVP_PKEY_get_bn_param");
  const Owned<BIGNUM, BN_free> owner(number);
  std::string bytes(static_cast<std::size_t>(BN_num_bytes(number)), '\0');
  BN_bn2bin(number, reinterpret_cast<unsigned char*>(bytes.data()));
  return der::integer(bytes);
}

// RSAPublicKey, RFC 8017 A.1.1.
std::string rsa_public_key(const Key& key) {
  return der::sequence(
      {integer_of(key, OSSL_PKEY_PARAM_RSA_N), integer_of(key, OSSL_PKEY_PARAM_RSA_E)});
}

// RFC 5480 2.1.1 for EC, RFC 8410 3 for Ed25519, RFC 3279 2.3.1 for RSA.
std::string key_algorithm(const Key& key) {
  switch (EVP_PKEY_get_base_id(key.get())) {
    case EVP_PKEY_EC: {
      const int curve = EVP_PKEY_get_bits(key.get()) > 256 ? NID_secp384r1 : NID_X9_62_prime256v1;
      return der::sequence({der::object(NID_X9_62_id_ecPublicKey), der::object(curve)});
    }
    case EVP_PKEY_ED25519:
      return der::sequence({der::object(NID_ED25519)});
    default:
      return der::sequence({der::object(NID_rsaEncryption), der::null()});
  }
}

std::map<KeyType, std::vector<Key>>& reserve() {
  static std::map<KeyType, std::vector<Key>> keys;
  return keys;
}

}  // namespace

Result<KeyType> parse_key_type(std::string_view text) {
  return look_up(kKeyTypes, text, "key type");
}
Result<Digest> parse_digest(std::string_view text) {
  return look_up(kDigests, text, "digest");
}

Key make_key(KeyType type) {
  auto& keys = reserve()[type];
  if (keys.empty()) return {require(generate(type), "key generation"), EVP_PKEY_free};
  auto key = std::move(keys.back());
  keys.pop_back();
  return key;
}

void reserve_keys(KeyType type, std::size_t count) {
  if (type == KeyType::ec_p256 || type == KeyType::ec_p384 || type == KeyType::ed25519) return;
  auto& keys = reserve()[type];
  while (keys.size() < count)
    keys.emplace_back(require(generate(type), "key generation"), EVP_PKEY_free);
}

std::string public_key_info(const Key& key) {
  return der::sequence({key_algorithm(key), der::bit_string(public_key_bits(key))});
}

std::string public_key_bits(const Key& key) {
  switch (EVP_PKEY_get_base_id(key.get())) {
    case EVP_PKEY_EC:
      return encoded_point(key);
    case EVP_PKEY_ED25519:
      return raw_public_key(key);
    default:
      return rsa_public_key(key);
  }
}

std::string key_identifier(const Key& key) {
  return digest_of(public_key_bits(key), NID_sha1);
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  require(RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)),
          "RAND_bytes");
  return bytes;
}

std::string digest_of(std::string_view bytes, int digest_nid) {
  const EVP_MD* digest = EVP_get_digestbynid(digest_nid);
  std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
  unsigned size = 0;
  if (!digest || EVP_Digest(bytes.data(), bytes.size(), sum.data(), &size, digest, nullptr) != 1)
    return {};
  return {reinterpret_cast<char*>(sum.data()), size};
}

std::string serial_text(std::string_view magnitude) {
  while (magnitude.size() > 1 && magnitude.front() == '\0') magnitude.remove_prefix(1);
  auto hex =
      text::hex({reinterpret_cast<const unsigned char*>(magnitude.data()), magnitude.size()});
  for (auto& digit : hex) {
    if (digit >= 'a') digit = static_cast<char>(digit - 'a' + 'A');
  }
  return hex;
}

}  // namespace tetra::certs
