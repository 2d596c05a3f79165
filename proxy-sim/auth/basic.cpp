#include "proxy-sim/auth/basic.hpp"

#include <openssl/evp.h>

#include "engine/base/text.hpp"
#include "proxy-sim/auth/scheme.hpp"

namespace tetra::proxy::auth {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t longest_token = 64 * 1024;  // a whole head

std::optional<std::string> from_base64(std::string_view token) {
  const std::size_t data = token.find_last_not_of('=') + 1;
  const std::size_t padding = token.size() - data;
  if (token.empty() || token.size() > longest_token || token.size() % 4 != 0 || padding > 2) return std::nullopt;
  if (token.substr(0, data).find_first_not_of(alphabet) != std::string_view::npos) return std::nullopt;
  std::string decoded(token.size() / 4 * 3, '\0');
  const int n = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(decoded.data()), reinterpret_cast<const unsigned char*>(token.data()),
                                static_cast<int>(token.size()));
  if (n < 0) return std::nullopt;
  decoded.resize(static_cast<std::size_t>(n) - padding);  // OpenSSL counts the padding as zero bytes
  return decoded;
}

class Basic final : public Scheme {
 public:
  explicit Basic(std::string realm) : challenge_("Basic realm=" + quoted_string(realm) + ", charset=\"UTF-8\"") {}

  Turn judge(const Attempt& attempt) override {
    Turn turn;
    turn.outcome = outcome_of(attempt);
    if (turn.outcome != Outcome::accepted) turn.challenges.push_back(challenge_);
    return turn;
  }

 private:
  static Outcome outcome_of(const Attempt& attempt) {
    const auto field = attempt.request.fields.find("Proxy-Authorization");
    if (!field) return Outcome::absent;
    const std::size_t space = field->find(' ');
    if (!text::equals_ignoring_case(field->substr(0, space), "Basic")) return Outcome::absent;
    const auto given = space == std::string_view::npos ? std::nullopt : read_basic(text::trim(field->substr(space)));
    if (!given) return Outcome::malformed;
    const Credentials* right = attempt.right;
    return right != nullptr && given->user == right->user && given->password == right->password ? Outcome::accepted : Outcome::rejected;
  }

  std::string challenge_;
};

}  // namespace

std::optional<Credentials> read_basic(std::string_view token) {
  const auto pair = from_base64(token);
  const auto colon = pair ? pair->find(':') : std::string::npos;
  if (colon == std::string::npos) return std::nullopt;
  return Credentials{pair->substr(0, colon), pair->substr(colon + 1)};
}

SchemePtr make_basic(std::string realm) { return std::make_unique<Basic>(std::move(realm)); }

}  // namespace tetra::proxy::auth
