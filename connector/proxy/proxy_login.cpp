#include "connector/proxy/proxy_login.hpp"

#include <openssl/evp.h>

#include "engine/base/text.hpp"

namespace tetra::connector {
namespace {

constexpr int most_stale = 2;  // a proxy that finds every nonce stale would be asked for ever
constexpr std::size_t most_base64 = 64 * 1024;

// What follows the scheme's word in the first challenge of that scheme.
std::optional<std::string> offer(const std::vector<std::string>& challenges,
                                 std::string_view scheme) {
  for (const std::string& challenge : challenges) {
    const std::size_t space = challenge.find(' ');
    if (!text::equals_ignoring_case(std::string_view(challenge).substr(0, space), scheme)) continue;
    return space == std::string::npos
               ? std::string()
               : std::string(text::trim(std::string_view(challenge).substr(space)));
  }
  return std::nullopt;
}

std::string basic(const ProxySettings& proxy) {
  return "Basic " + base64(proxy.username + ":" + proxy.password);
}

}  // namespace

std::string ProxyLogin::unasked() const {
  return proxy_.auth == ProxySettings::Auth::basic && !proxy_.username.empty() ? basic(proxy_)
                                                                               : std::string();
}

std::optional<std::string> ProxyLogin::answer(const std::vector<std::string>& challenges,
                                              std::string_view method, const std::string& uri) {
  if (proxy_.username.empty()) return std::nullopt;
  if (phase_ == Phase::ntlm_negotiate) {
    phase_ = Phase::ntlm_authenticate;
    return ntlm_third(proxy_, offer(challenges, "NTLM").value_or(""));
  }
  if (phase_ == Phase::digest) return digest(challenges, method, uri);
  if (phase_ != Phase::nothing) return std::nullopt;
  if (may(ProxySettings::Auth::ntlm) && offer(challenges, "NTLM")) {
    phase_ = Phase::ntlm_negotiate;
    return ntlm_first();
  }
  if (may(ProxySettings::Auth::digest)) {
    if (auto field = digest(challenges, method, uri)) return field;
  }
  const bool sent_already = !unasked().empty();
  if (!may(ProxySettings::Auth::basic) || sent_already || !offer(challenges, "Basic"))
    return std::nullopt;
  phase_ = Phase::basic;
  return basic(proxy_);
}

std::optional<std::string> ProxyLogin::digest(const std::vector<std::string>& challenges,
                                              std::string_view method, const std::string& uri) {
  for (const std::string& challenge : challenges) {
    const auto offered = offer({challenge}, "Digest");
    if (!offered) continue;
    // Asked again: only a nonce that went stale is worth another try (RFC 7616 3.3).
    if (phase_ == Phase::digest && (!is_stale(*offered) || ++stale_ > most_stale))
      return std::nullopt;
    const auto field = digest_answer(proxy_, {*offered, method, uri});
    if (!field) continue;
    phase_ = Phase::digest;
    return field;
  }
  return std::nullopt;
}

std::vector<std::string> field_values(std::string_view head, std::string_view name) {
  std::vector<std::string> values;
  for (const std::string& line : text::split(head, '\n')) {
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos ||
        !text::equals_ignoring_case(text::trim(std::string_view(line).substr(0, colon)), name))
      continue;
    values.emplace_back(text::trim(std::string_view(line).substr(colon + 1)));
  }
  return values;
}

std::string base64(std::string_view bytes) {
  std::string encoded((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  encoded.resize(static_cast<std::size_t>(length));
  return encoded;
}

std::optional<std::string> unbase64(std::string_view text) {
  if (text.empty() || text.size() > most_base64 || text.size() % 4 != 0) return std::nullopt;
  std::string decoded(text.size() / 4 * 3, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(decoded.data()),
                                     reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
  const std::size_t padding = text.size() - (text.find_last_not_of('=') + 1);
  if (length < 0 || padding > 2) return std::nullopt;
  decoded.resize(static_cast<std::size_t>(length) - padding);
  return decoded;
}

}  // namespace tetra::connector
