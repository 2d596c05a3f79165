#include <nettle/md4.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "proxy-sim/auth/ntlm_message.hpp"

namespace tetra::proxy::auth {
namespace {

constexpr std::size_t proof_size = 16;
constexpr std::size_t least_client_challenge = 28;  // MS-NLMP section 2.2.2.7 without its AV pairs

const unsigned char* bytes_of(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// RFC 1320: OpenSSL 3 keeps MD4 in a provider of its own that is not there by default.
std::string md4(const std::string& text) {
  md4_ctx context;
  md4_init(&context);
  md4_update(&context, text.size(), bytes_of(text));
  std::string out(MD4_DIGEST_SIZE, '\0');
  md4_digest(&context, out.size(), reinterpret_cast<std::uint8_t*>(out.data()));
  return out;
}

std::string hmac_md5(const std::string& key, const std::string& text) {
  std::string out(proof_size, '\0');
  unsigned int size = 0;
  HMAC(EVP_md5(), key.data(), static_cast<int>(key.size()), bytes_of(text), text.size(),
       reinterpret_cast<unsigned char*>(out.data()), &size);
  return out;
}

// UTF-16LE, its ASCII letters in upper case.
std::string upper(std::string wide) {
  for (std::size_t i = 0; i + 1 < wide.size(); i += 2) {
    if (wide[i + 1] == 0 && wide[i] >= 'a' && wide[i] <= 'z')
      wide[i] = static_cast<char>(wide[i] - 'a' + 'A');
  }
  return wide;
}

}  // namespace

std::string utf16le(std::string_view utf8) {
  std::string out;
  const auto put = [&](std::uint32_t unit) {
    out += static_cast<char>(unit);
    out += static_cast<char>(unit >> 8);
  };
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i++]);
    const int more = lead < 0x80       ? 0
                     : lead >> 5 == 6  ? 1
                     : lead >> 4 == 14 ? 2
                     : lead >> 3 == 30 ? 3
                                       : -1;
    std::uint32_t point = more <= 0 ? lead : lead & (0x3Fu >> more);
    bool good = more >= 0;
    for (int n = 0; good && n < more; ++n) {
      good = i < utf8.size() && (static_cast<unsigned char>(utf8[i]) & 0xC0) == 0x80;
      if (good) point = point << 6 | (static_cast<unsigned char>(utf8[i++]) & 0x3Fu);
    }
    if (!good || point > 0x10FFFF) point = 0xFFFD;
    if (point >= 0x10000) {
      put(0xD800 + ((point - 0x10000) >> 10));
      put(0xDC00 + ((point - 0x10000) & 0x3FF));
    } else {
      put(point);
    }
  }
  return out;
}

bool ntlmv2_proves(const NtlmAuthenticate& given, const ServerChallenge& challenge,
                   std::string_view user, std::string_view password) {
  if (given.nt_response.size() < proof_size + least_client_challenge) return false;
  if (given.user.empty() || upper(given.user) != upper(utf16le(user))) return false;
  const std::string key = hmac_md5(md4(utf16le(password)), upper(given.user) + given.domain);
  const std::string_view nonce(reinterpret_cast<const char*>(challenge.data()), challenge.size());
  const std::string expected =
      hmac_md5(key, std::string(nonce) + given.nt_response.substr(proof_size));
  return CRYPTO_memcmp(expected.data(), given.nt_response.data(), proof_size) == 0;
}

}  // namespace tetra::proxy::auth
