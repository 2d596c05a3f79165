#include "connector/login/proxy_login.hpp"

#include "connector/login/base64.hpp"
#include "connector/login/digest_login.hpp"
#include "connector/login/ntlm_login.hpp"
#include "engine/base/text.hpp"

namespace tetra::connector {
namespace {

constexpr int most_stale = 2;  // a proxy that finds every nonce stale would be asked for ever

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

Outcome proxy_wants_credentials(const ProxySettings& proxy) {
  if (proxy.username.empty())
    return failed(Cause::proxy_auth_required,
                  "the proxy answered 407 and the policy has no credentials", 407);
  return failed(Cause::proxy_auth_rejected, "the proxy answered 407 to the policy's credentials",
                407);
}

}  // namespace tetra::connector
