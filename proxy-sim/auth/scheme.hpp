#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/http/message.hpp"
#include "proxy-sim/settings.hpp"

namespace tetra::proxy::auth {

/// What a request brought by way of credentials.
enum class Outcome {
  accepted,   ///< the right ones
  absent,     ///< none, or another scheme's
  rejected,   ///< well-formed and wrong
  malformed,  ///< this scheme's word, and behind it nothing that could be read
  stale,      ///< right, but for a nonce that is not in force (RFC 7616 section 3.3)
  underway,   ///< the first message of a scheme that needs more than one
};
std::string_view to_string(Outcome outcome);

/// One request that wants through.
struct Attempt {
  const http::Request& request;
  std::uint64_t connection = 0;  ///< nth of the proxy: for schemes that authenticate a connection
  const Credentials* right = nullptr;  ///< nullptr: nobody's are right
};

/// The scheme's turn: what it thinks, and what it asks for when it is not content.
struct Turn {
  Outcome outcome = Outcome::absent;
  std::vector<std::string> challenges;  ///< values of Proxy-Authenticate, one field each
  bool ends_connection =
      false;  ///< the connection is closed behind the answer, without a word of it in the head
};

/// A way of asking for credentials in Proxy-Authenticate and reading them in Proxy-Authorization
/// (RFC 9110 section 11.7). One object per fault and world: it may keep nonces and connections.
class Scheme {
 public:
  virtual ~Scheme() = default;
  virtual Turn judge(const Attempt& attempt) = 0;
};
using SchemePtr = std::unique_ptr<Scheme>;

/// Basic, RFC 7617. An empty charset is not written.
SchemePtr make_basic(std::string realm, std::string charset = "UTF-8");

/// How a proxy speaks Digest (RFC 7616).
struct DigestRules {
  enum class Nonces {
    fresh,
    missing,
    empty,
    stale
  };  ///< stale: none is ever in force, however often it is asked for
  std::string realm;
  std::string charset = "UTF-8";  ///< empty: not written
  std::string algorithm = "MD5";  ///< as written in the challenge; one that is not known here
                                  ///< satisfies nobody. Empty: not written
  std::string qop = "auth";       ///< the list as written; empty: not offered (RFC 2069)
  Nonces nonces = Nonces::fresh;
};
SchemePtr make_digest(DigestRules rules);

/// How a proxy speaks NTLM (MS-NLMP): NTLMv2 only, bound to its connection.
struct NtlmRules {
  enum class Challenge { sent, missing, garbage };  ///< what follows a NEGOTIATE_MESSAGE
  Challenge challenge = Challenge::sent;
  bool ends_connection = false;  ///< behind the CHALLENGE_MESSAGE, so that the AUTHENTICATE_MESSAGE
                                 ///< comes on another one
};
SchemePtr make_ntlm(NtlmRules rules);

/// Asks for a scheme and is content with nothing: Negotiate for endpoints without a ticket, and
/// schemes that nobody knows. `parameters` follow the scheme's word in the challenge, as they are.
SchemePtr make_refusing(std::string word, std::string parameters);

/// What follows the scheme's word in Proxy-Authorization; nullopt when the field is absent or
/// another scheme's.
std::optional<std::string_view> credentials_for(const http::Request& request,
                                                std::string_view word);

/// `text` as a quoted-string (RFC 9110 section 5.6.4).
std::string quoted_string(std::string_view text);

}  // namespace tetra::proxy::auth
