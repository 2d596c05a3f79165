#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connector/net/policy.hpp"

namespace tetra::connector {

/// The connector's part in authenticating to a proxy: Basic (RFC 7617), Digest (RFC 7616) and NTLM
/// (MS-NLMP, version 2). One object per connection to the proxy, or for as long as one request is
/// tried again; NTLM needs the same connection throughout.
class ProxyLogin {
 public:
  explicit ProxyLogin(const ProxySettings& proxy) : proxy_(proxy) {}

  /// What the first request carries: Basic where the policy names it, else nothing.
  std::string unasked() const;
  /// The next Proxy-Authorization after a 407 with these values of Proxy-Authenticate: the
  /// strongest scheme that is offered and that the policy allows. nullopt: there is nothing more to
  /// try.
  std::optional<std::string> answer(const std::vector<std::string>& challenges,
                                    std::string_view method, const std::string& uri);
  /// NTLM's second message was answered on this connection: it has to stay.
  bool is_bound() const {
    return phase_ == Phase::ntlm_negotiate || phase_ == Phase::ntlm_authenticate;
  }

  /// Whether what was answered last is good for the next request as well: Basic is, a Digest
  /// answers one request only.
  bool is_reusable() const { return phase_ == Phase::nothing || phase_ == Phase::basic; }

 private:
  enum class Phase { nothing, basic, digest, ntlm_negotiate, ntlm_authenticate };
  bool may(ProxySettings::Auth auth) const {
    return proxy_.auth == ProxySettings::Auth::any || proxy_.auth == auth;
  }
  std::optional<std::string> digest(const std::vector<std::string>& challenges,
                                    std::string_view method, const std::string& uri);

  const ProxySettings& proxy_;
  Phase phase_ = Phase::nothing;
  int stale_ = 0;
};

/// The values of that field in a reply's head, as it came.
std::vector<std::string> field_values(std::string_view head, std::string_view name);

/// `Digest username="…", …` for a challenge's parameters; nullopt where it has no nonce, or an
/// algorithm or qop that is not known.
struct DigestQuestion {
  std::string challenge;  ///< behind the word Digest
  std::string_view method;
  std::string uri;
};
std::optional<std::string> digest_answer(const ProxySettings& proxy,
                                         const DigestQuestion& question);
/// Whether a Digest challenge says stale=true.
bool is_stale(std::string_view challenge);

/// `NTLM …` with the first message.
std::string ntlm_first();
/// `NTLM …` with the third message for the second one (base64); nullopt when that can't be read.
std::optional<std::string> ntlm_third(const ProxySettings& proxy, std::string_view second);

std::string base64(std::string_view bytes);
/// nullopt when it is none.
std::optional<std::string> unbase64(std::string_view text);

}  // namespace tetra::connector
