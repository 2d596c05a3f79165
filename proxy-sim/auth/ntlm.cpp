#include <openssl/rand.h>

#include <map>

#include "proxy-sim/auth/base64.hpp"
#include "proxy-sim/auth/ntlm_message.hpp"
#include "proxy-sim/auth/scheme.hpp"

namespace tetra::proxy::auth {
namespace {

constexpr std::size_t most_connections = 1024;
constexpr std::string_view target = "CORP";  // the lab's own, as corp.example is

class Ntlm final : public Scheme {
 public:
  explicit Ntlm(NtlmRules rules) : rules_(rules) {}

  Turn judge(const Attempt& attempt) override {
    const auto token = credentials_for(attempt.request, "NTLM");
    if (!token)
      return proven(attempt.connection) ? Turn{Outcome::accepted, {}, false}
                                        : asking(Outcome::absent);
    const auto bytes = from_base64(*token);
    if (!bytes) return asking(Outcome::malformed);
    if (const auto negotiate = read_ntlm_negotiate(*bytes))
      return challenge(*negotiate, attempt.connection);
    const auto authenticate = read_ntlm_authenticate(*bytes);
    if (!authenticate) return asking(Outcome::malformed);
    const auto state = connections_.find(attempt.connection);
    const bool right = attempt.right != nullptr && state != connections_.end() &&
                       ntlmv2_proves(*authenticate, state->second.challenge, attempt.right->user,
                                     attempt.right->password);
    if (state != connections_.end()) state->second.proven = right;
    return right ? Turn{Outcome::accepted, {}, false} : asking(Outcome::rejected);
  }

 private:
  struct State {
    ServerChallenge challenge{};
    bool proven = false;
  };

  static Turn asking(Outcome outcome) { return Turn{outcome, {"NTLM"}, false}; }

  bool proven(std::uint64_t connection) const {
    const auto state = connections_.find(connection);
    return state != connections_.end() && state->second.proven;
  }

  Turn challenge(const NtlmNegotiate& negotiate, std::uint64_t connection) {
    Turn turn{Outcome::underway, {"NTLM"}, rules_.ends_connection};
    if (rules_.challenge == NtlmRules::Challenge::missing) return turn;
    if (connections_.size() >= most_connections)
      connections_.erase(connections_.begin());  // the oldest
    State& state = connections_[connection];
    state.proven = false;
    RAND_bytes(state.challenge.data(), static_cast<int>(state.challenge.size()));
    std::string message = ntlm_challenge(negotiate, state.challenge, target);
    if (rules_.challenge == NtlmRules::Challenge::garbage)
      message.resize(20);  // cut in the middle of its fixed part
    turn.challenges = {"NTLM " + to_base64(message)};
    return turn;
  }

  NtlmRules rules_;
  std::map<std::uint64_t, State> connections_;
};

}  // namespace

SchemePtr make_ntlm(NtlmRules rules) {
  return std::make_unique<Ntlm>(rules);
}

}  // namespace tetra::proxy::auth
