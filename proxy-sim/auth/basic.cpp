#include "proxy-sim/auth/basic.hpp"

#include "proxy-sim/auth/base64.hpp"
#include "proxy-sim/auth/scheme.hpp"

namespace tetra::proxy::auth {
namespace {

class Basic final : public Scheme {
 public:
  Basic(const std::string& realm, const std::string& charset)
      : challenge_("Basic realm=" + quoted_string(realm)) {
    if (!charset.empty()) challenge_ += ", charset=" + quoted_string(charset);
  }

  Turn judge(const Attempt& attempt) override {
    Turn turn;
    turn.outcome = outcome_of(attempt);
    if (turn.outcome != Outcome::accepted) turn.challenges.push_back(challenge_);
    return turn;
  }

 private:
  static Outcome outcome_of(const Attempt& attempt) {
    const auto token = credentials_for(attempt.request, "Basic");
    if (!token) return Outcome::absent;
    const auto given = read_basic(*token);
    if (!given) return Outcome::malformed;
    const Credentials* right = attempt.right;
    return right != nullptr && given->user == right->user && given->password == right->password
               ? Outcome::accepted
               : Outcome::rejected;
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

SchemePtr make_basic(std::string realm, std::string charset) {
  return std::make_unique<Basic>(realm, charset);
}

}  // namespace tetra::proxy::auth
