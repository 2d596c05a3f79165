#pragma once
#include <memory>
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
};

/// A way of asking for credentials in Proxy-Authenticate and reading them in Proxy-Authorization (RFC 9110 section 11.7).
/// One object per fault and world: it may keep nonces and connections.
class Scheme {
 public:
  virtual ~Scheme() = default;
  virtual Turn judge(const Attempt& attempt) = 0;
};
using SchemePtr = std::unique_ptr<Scheme>;

/// Basic, RFC 7617, with charset="UTF-8".
SchemePtr make_basic(std::string realm);

/// `text` as a quoted-string (RFC 9110 section 5.6.4).
std::string quoted_string(std::string_view text);

}  // namespace tetra::proxy::auth
