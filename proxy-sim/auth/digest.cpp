#include "proxy-sim/auth/digest.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <deque>

#include "engine/base/text.hpp"
#include "proxy-sim/auth/scheme.hpp"

namespace tetra::proxy::auth {
namespace {

constexpr std::size_t most_nonces = 1024;
constexpr std::string_view session = "-sess";

bool is_session(std::string_view algorithm) {
  return text::lower(algorithm).ends_with(session);
}

const EVP_MD* digest_of(std::string_view algorithm) {
  std::string word = text::lower(algorithm);
  if (is_session(word)) word.resize(word.size() - session.size());
  if (word.empty() || word == "md5") return EVP_md5();
  if (word == "sha-256") return EVP_sha256();
  if (word == "sha-512-256") return EVP_sha512_256();
  return nullptr;
}

std::string new_nonce() {
  std::array<unsigned char, 16> bytes{};
  RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
  return text::hex(bytes);
}

bool same(const std::string& a, const std::string& b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

class Digest final : public Scheme {
 public:
  explicit Digest(DigestRules rules) : rules_(std::move(rules)) {}

  Turn judge(const Attempt& attempt) override {
    Turn turn;
    turn.outcome = outcome_of(attempt);
    if (turn.outcome != Outcome::accepted)
      turn.challenges.push_back(challenge(turn.outcome == Outcome::stale));
    return turn;
  }

 private:
  Outcome outcome_of(const Attempt& attempt) {
    const auto text = credentials_for(attempt.request, "Digest");
    if (!text) return Outcome::absent;
    auto given = read_parameters(*text);
    if (!given || !given->contains("username") || !given->contains("response") ||
        !given->contains("uri"))
      return Outcome::malformed;
    if (attempt.right == nullptr || !is_right(attempt, *given)) return Outcome::rejected;
    return in_force((*given)["nonce"], (*given)["nc"]) ? Outcome::accepted : Outcome::stale;
  }

  // RFC 7616 section 3.4.6: the uri must mean what the request line asks for.
  static bool is_target(const http::Request& request, const std::string& uri) {
    return uri == request.target ||
           uri == request.path + (request.query.empty() ? "" : "?" + request.query);
  }

  bool is_right(const Attempt& attempt, Parameters& given) const {
    const bool other_algorithm = given.contains("algorithm") &&
                                 !text::equals_ignoring_case(given["algorithm"], rules_.algorithm);
    if (other_algorithm || given["username"] != attempt.right->user ||
        given["realm"] != rules_.realm)
      return false;
    if (!is_target(attempt.request, given["uri"])) return false;
    if (!given["qop"].empty() && rules_.qop.find(given["qop"]) == std::string::npos) return false;
    const auto expected =
        digest_response({rules_.algorithm, given["username"], rules_.realm, attempt.right->password,
                         attempt.request.method, given["uri"], given["nonce"], given["nc"],
                         given["cnonce"], given["qop"]});
    return expected && same(*expected, text::lower(given["response"]));
  }

  // A nonce of ours, with a count that it has not been used with (RFC 7616 section 3.4: nc).
  bool in_force(const std::string& nonce, const std::string& count) {
    if (rules_.nonces == DigestRules::Nonces::stale) return false;
    if (rules_.nonces != DigestRules::Nonces::fresh) return true;
    for (Issued& issued : issued_) {
      if (issued.nonce != nonce) continue;
      const bool later =
          count.empty() ||
          issued.last_count < count;  // eight hex digits: their order is that of the numbers
      issued.last_count = count;
      return later;
    }
    return false;
  }

  std::string challenge(bool stale) {
    std::string out = "Digest realm=" + quoted_string(rules_.realm);
    if (!rules_.qop.empty()) out += ", qop=" + quoted_string(rules_.qop);
    if (!rules_.algorithm.empty()) out += ", algorithm=" + rules_.algorithm;
    if (rules_.nonces == DigestRules::Nonces::empty) out += ", nonce=\"\"";
    if (rules_.nonces == DigestRules::Nonces::fresh ||
        rules_.nonces == DigestRules::Nonces::stale) {
      issued_.push_back({new_nonce(), {}});
      if (issued_.size() > most_nonces) issued_.pop_front();
      out += ", nonce=" + quoted_string(issued_.back().nonce);
    }
    if (!rules_.charset.empty()) out += ", charset=" + rules_.charset;
    return stale ? out + ", stale=true" : out;
  }

  struct Issued {
    std::string nonce, last_count;
  };
  DigestRules rules_;
  std::deque<Issued> issued_;
};

}  // namespace

std::optional<std::string> digest_hash(std::string_view algorithm, const std::string& text) {
  const EVP_MD* const digest = digest_of(algorithm);
  if (digest == nullptr) return std::nullopt;
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned int size = 0;
  if (EVP_Digest(text.data(), text.size(), out.data(), &size, digest, nullptr) != 1)
    return std::nullopt;
  return text::hex(std::span(out).first(size));
}

std::optional<std::string> digest_response(const DigestInput& in) {
  const auto hash = [&](const std::string& text) { return *digest_hash(in.algorithm, text); };
  if (digest_of(in.algorithm) == nullptr) return std::nullopt;
  std::string secret = hash(in.user + ":" + in.realm + ":" + in.password);
  if (is_session(in.algorithm)) secret = hash(secret + ":" + in.nonce + ":" + in.cnonce);
  const std::string asked =
      hash(in.method + ":" + in.uri + (in.qop == "auth-int" ? ":" + hash("") : ""));
  if (in.qop.empty()) return hash(secret + ":" + in.nonce + ":" + asked);
  return hash(secret + ":" + in.nonce + ":" + in.nc + ":" + in.cnonce + ":" + in.qop + ":" + asked);
}

SchemePtr make_digest(DigestRules rules) {
  return std::make_unique<Digest>(std::move(rules));
}

}  // namespace tetra::proxy::auth
