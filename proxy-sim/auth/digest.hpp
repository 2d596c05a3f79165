#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace tetra::proxy::auth {

/// Parameters of a challenge or of credentials, names in lower case (RFC 9110 section 11.2).
using Parameters = std::map<std::string, std::string, std::less<>>;

/// `name=token, name="quoted \"string\""`; at most 32 of them, each name once. nullopt for anything
/// else.
std::optional<Parameters> read_parameters(std::string_view text);

/// The hash that an algorithm of RFC 7616 section 3.3 names, in lower-case hex; nullopt for one
/// that is not known here. A `-sess` at its end is left aside. Words compare without regard to
/// case, and the empty one is MD5.
std::optional<std::string> digest_hash(std::string_view algorithm, const std::string& text);

/// The `response` that right credentials have (RFC 7616 section 3.4.1; without qop RFC 2069
/// section 2.1.2). A request for a proxy has no body: `auth-int` hashes the empty one. nullopt for
/// an unknown algorithm.
struct DigestInput {
  std::string algorithm, user, realm, password, method, uri, nonce, nc, cnonce, qop;
};
std::optional<std::string> digest_response(const DigestInput& input);

}  // namespace tetra::proxy::auth
