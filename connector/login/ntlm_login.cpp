#include "connector/login/ntlm_login.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/provider.h>
#include <openssl/rand.h>

#include <array>
#include <chrono>

#include "connector/login/base64.hpp"

namespace tetra::connector {
namespace {

constexpr std::string_view ntlmssp{"NTLMSSP\0", 8};
constexpr std::uint32_t flags =
    0x1 | 0x4 | 0x200 | 0x8000 |
    0x80000;  // Unicode, target, NTLM, always sign, extended session security
constexpr std::uint32_t target_info = 0x800000;

std::string little_endian(std::uint64_t value, std::size_t size) {
  std::string out;
  for (std::size_t i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i));
  return out;
}

std::uint32_t read_number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = size; i-- > 0;)
    value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

/// MD4 is in OpenSSL's legacy provider, loaded into a library context of its own, so that nothing
/// else sees it. Empty without it.
std::string md4(const std::string& text) {
  std::string out(16, '\0');
  OSSL_LIB_CTX* const library = OSSL_LIB_CTX_new();
  OSSL_PROVIDER* const legacy = OSSL_PROVIDER_load(library, "legacy");
  EVP_MD* const algorithm = legacy != nullptr ? EVP_MD_fetch(library, "MD4", nullptr) : nullptr;
  const bool done = algorithm != nullptr && EVP_Digest(text.data(), text.size(),
                                                       reinterpret_cast<unsigned char*>(out.data()),
                                                       nullptr, algorithm, nullptr) == 1;
  EVP_MD_free(algorithm);
  if (legacy != nullptr) OSSL_PROVIDER_unload(legacy);
  OSSL_LIB_CTX_free(library);
  return done ? out : std::string();
}

std::string hmac(const std::string& key, const std::string& text) {
  std::string out(16, '\0');
  HMAC(EVP_md5(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(),
       reinterpret_cast<unsigned char*>(out.data()), nullptr);
  return out;
}

/// UTF-16LE. The policy is XML that was read as UTF-8, so what is no UTF-8 never comes here.
std::string wide(std::string_view utf8, bool upper = false) {
  std::string out;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    std::uint32_t point = upper && lead >= 'a' && lead <= 'z' ? lead - 32u : lead;
    const std::size_t more = lead < 0xC0 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    if (more > 0) point = lead & (0x3Fu >> more);
    for (std::size_t n = 0; n < more && i + 1 < utf8.size(); ++n)
      point = point << 6 | (static_cast<unsigned char>(utf8[++i]) & 0x3Fu);
    if (point < 0x10000) {
      out += little_endian(point, 2);
    } else {
      out += little_endian(0xD800 + ((point - 0x10000) >> 10), 2) +
             little_endian(0xDC00 + ((point - 0x10000) & 0x3FF), 2);
    }
  }
  return out;
}

/// A message made of a fixed head whose fields point at what is put behind it.
class Message {
 public:
  Message(std::uint32_t type, std::size_t head_size)
      : head_(std::string(ntlmssp) + little_endian(type, 4)), offset_(head_size) {}
  void field(const std::string& content) {
    head_ += little_endian(content.size(), 2) + little_endian(content.size(), 2) +
             little_endian(offset_ + payload_.size(), 4);
    payload_ += content;
  }
  void number(std::uint32_t value) { head_ += little_endian(value, 4); }
  std::string bytes() const { return head_ + payload_; }

 private:
  std::string head_, payload_;
  std::size_t offset_;
};

/// 100 ns since 1601, as the client's challenge wants it (MS-NLMP 2.2.2.7).
std::string file_time() {
  constexpr std::uint64_t from_1601_to_1970 = 11644473600;
  const auto now = std::chrono::duration_cast<std::chrono::seconds>(
                       std::chrono::system_clock::now().time_since_epoch())
                       .count();
  return little_endian((static_cast<std::uint64_t>(now) + from_1601_to_1970) * 10'000'000, 8);
}

struct Name {
  std::string user, domain;
};
/// `DOMAIN\user`, or the user alone.
Name name_of(const std::string& username) {
  const std::size_t mark = username.find('\\');
  if (mark == std::string::npos) return {username, {}};
  return {username.substr(mark + 1), username.substr(0, mark)};
}

}  // namespace

std::string ntlm_first() {
  Message message(1, 32);
  message.number(flags);
  message.field({});
  message.field({});
  return "NTLM " + base64(message.bytes());
}

std::optional<std::string> ntlm_third(const ProxySettings& proxy, std::string_view second) {
  const auto asked = unbase64(second);
  if (!asked || asked->size() < 48 || !asked->starts_with(ntlmssp) ||
      read_number(*asked, 8, 4) != 2)
    return std::nullopt;
  if ((read_number(*asked, 20, 4) & target_info) == 0)
    return std::nullopt;  // without it there is no version 2
  const std::size_t length = read_number(*asked, 40, 2);
  const std::size_t offset = read_number(*asked, 44, 4);
  if (offset > asked->size() || length > asked->size() - offset) return std::nullopt;
  const std::string hash = md4(wide(proxy.password));
  if (hash.empty()) return std::nullopt;
  const Name name = name_of(proxy.username);
  const std::string key = hmac(hash, wide(name.user, true) + wide(name.domain));
  std::string nonce(8, '\0');
  RAND_bytes(reinterpret_cast<unsigned char*>(nonce.data()), static_cast<int>(nonce.size()));
  const std::string blob = little_endian(0x0101, 8) + file_time() + nonce + std::string(4, '\0') +
                           asked->substr(offset, length) + std::string(4, '\0');
  const std::string challenge = asked->substr(24, 8);
  Message message(3, 64);
  message.field(hmac(key, challenge + nonce) + nonce);  // LMv2
  message.field(hmac(key, challenge + blob) + blob);
  message.field(wide(name.domain));
  message.field(wide(name.user));
  message.field({});  // workstation
  message.field({});  // session key
  message.number(flags | target_info);
  return "NTLM " + base64(message.bytes());
}

}  // namespace tetra::connector
