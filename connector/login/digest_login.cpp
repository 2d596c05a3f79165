#include "connector/login/digest_login.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <map>

#include "engine/base/text.hpp"

namespace tetra::connector {
namespace {

using Parameters = std::map<std::string, std::string>;

// Up to the next comma that stands in no quoted string; quotes and escapes taken off.
Parameters parameters_of(std::string_view text) {
  Parameters all;
  std::string name, value;
  bool quoted = false, in_value = false;
  const auto put = [&] {
    const std::string key = text::lower(text::trim(name));
    if (!key.empty()) all.emplace(key, text::trim(value));
    name.clear(), value.clear(), in_value = false;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\' && i + 1 < text.size()) {
      value += text[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      put();
    } else if (c == '=' && !in_value) {
      in_value = true;
    } else {
      (in_value ? value : name) += c;
    }
  }
  put();
  return all;
}

const EVP_MD* algorithm_of(std::string word) {
  word = text::lower(word);
  if (word.ends_with("-sess")) word.resize(word.size() - 5);
  if (word.empty() || word == "md5") return EVP_md5();
  if (word == "sha-256") return EVP_sha256();
  return word == "sha-512-256" ? EVP_sha512_256() : nullptr;
}

std::string hashed(const EVP_MD* algorithm, const std::string& text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), out.data(), &size, algorithm, nullptr);
  return text::hex(std::span(out).first(size));
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

bool offers_auth(const std::string& list) {
  for (const std::string& word : text::split(list, ',')) {
    if (text::equals_ignoring_case(text::trim(word), "auth")) return true;
  }
  return false;
}

}  // namespace

bool is_stale(std::string_view challenge) {
  return text::equals_ignoring_case(parameters_of(challenge)["stale"], "true");
}

std::optional<std::string> digest_answer(const ProxySettings& proxy,
                                         const DigestQuestion& question) {
  Parameters asked = parameters_of(question.challenge);
  const EVP_MD* const algorithm = algorithm_of(asked["algorithm"]);
  const bool with_qop = offers_auth(asked["qop"]);
  if (algorithm == nullptr || asked["nonce"].empty() || (!asked["qop"].empty() && !with_qop))
    return std::nullopt;
  std::array<unsigned char, 8> random{};
  RAND_bytes(random.data(), static_cast<int>(random.size()));
  const std::string cnonce = text::hex(random);
  const std::string count = "00000001";
  std::string secret =
      hashed(algorithm, proxy.username + ":" + asked["realm"] + ":" + proxy.password);
  const bool session = text::lower(asked["algorithm"]).ends_with("-sess");
  if (session) secret = hashed(algorithm, secret + ":" + asked["nonce"] + ":" + cnonce);
  const std::string request =
      hashed(algorithm, fmt::format("{}:{}", question.method, question.uri));
  const std::string middle =
      with_qop ? fmt::format("{}:{}:{}:auth", asked["nonce"], count, cnonce) : asked["nonce"];
  std::string field = fmt::format("Digest username={}, realm={}, nonce={}, uri={}, response=\"{}\"",
                                  in_quotes(proxy.username), in_quotes(asked["realm"]),
                                  in_quotes(asked["nonce"]), in_quotes(question.uri),
                                  hashed(algorithm, secret + ":" + middle + ":" + request));
  if (!asked["algorithm"].empty()) field += ", algorithm=" + asked["algorithm"];
  if (with_qop || session) field += ", cnonce=" + in_quotes(cnonce);
  if (with_qop) field += ", qop=auth, nc=" + count;
  if (asked.contains("opaque")) field += ", opaque=" + in_quotes(asked["opaque"]);
  return field;
}

}  // namespace tetra::connector
