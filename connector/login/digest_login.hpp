#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "connector/net/proxy_settings.hpp"

namespace tetra::connector {

/// A Digest challenge and the request that it is answered for.
struct DigestQuestion {
  std::string challenge;  ///< behind the word Digest
  std::string_view method;
  std::string uri;
};
/// `Digest username="…", …` for a challenge's parameters; nullopt where it has no nonce, or an
/// algorithm or qop that is not known.
std::optional<std::string> digest_answer(const ProxySettings& proxy,
                                         const DigestQuestion& question);
/// Whether a Digest challenge says stale=true.
bool is_stale(std::string_view challenge);

}  // namespace tetra::connector
