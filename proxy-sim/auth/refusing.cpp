#include "proxy-sim/auth/scheme.hpp"

namespace tetra::proxy::auth {
namespace {

class Refusing final : public Scheme {
 public:
  Refusing(std::string word, const std::string& parameters)
      : word_(std::move(word)), challenge_(word_ + (parameters.empty() ? "" : " " + parameters)) {}

  Turn judge(const Attempt& attempt) override {
    Turn turn;
    if (credentials_for(attempt.request, word_)) turn.outcome = Outcome::rejected;
    turn.challenges.push_back(challenge_);
    return turn;
  }

 private:
  std::string word_;
  std::string challenge_;
};

}  // namespace

SchemePtr make_refusing(std::string word, std::string parameters) {
  return std::make_unique<Refusing>(std::move(word), parameters);
}

}  // namespace tetra::proxy::auth
