#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connector/net/proxy_settings.hpp"
#include "connector/tell/outcome.hpp"

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

/// What a 407 means that is the last word: whether there were credentials.
Outcome proxy_wants_credentials(const ProxySettings& proxy);

}  // namespace tetra::connector
