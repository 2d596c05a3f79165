#pragma once
#include <optional>
#include <string>
#include <vector>

#include "engine/fault/params.hpp"
#include "engine/http/exchange.hpp"
#include "proxy-sim/auth/scheme.hpp"

/// What faults that ask for credentials say of the moment at which they acted.
namespace tetra::detail {
inline const journal::Detail<std::string> credentials{
    "credentials",
    "`absent`, `rejected`, `malformed`, `stale`, `underway`: what was wrong with them"};
}  // namespace tetra::detail

namespace tetra::proxy::auth {

/// What a proxy demands before it does anything: its schemes in the order of their challenges,
/// whose credentials it accepts, and how its 407 is made.
class Demand {
 public:
  /// Reads the parameters of a fault: `scheme`, `credentials`, `realm` …; complains where they do
  /// not fit together.
  explicit Demand(fault::Params& params);

  /// The world's credentials; those that the parameters name go before.
  void know(const Credentials& right);
  /// The answer instead of what was asked for, and what was thought of the credentials; nullopt:
  /// let it pass.
  struct Refusal {
    http::Response response;
    Outcome outcome = Outcome::absent;
  };
  std::optional<Refusal> judge(const http::Exchange& exchange);

 private:
  enum class Connection { keep_alive, close, drop };
  SchemePtr make_scheme(const std::string& word);
  http::Response asking(const Turn& turn) const;

  std::vector<SchemePtr> schemes_;
  bool checked_ = true;
  std::string realm_, charset_;
  DigestRules digest_;
  NtlmRules ntlm_;
  std::optional<std::string> user_, password_;
  Connection connection_ = Connection::keep_alive;
  std::string body_;
  std::optional<std::int64_t> then_;
  Credentials right_;
};

}  // namespace tetra::proxy::auth
