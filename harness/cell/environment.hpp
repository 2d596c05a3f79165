#pragma once
#include <map>
#include <string>

namespace tetra::cell {

using Environment = std::map<std::string, std::string>;

/// What a client inherits of this process's environment: PATH, HOME, USER, LOGNAME, SHELL, TERM,
/// TZ, TMPDIR, LANG and LC_*. Proxy, trust-store (SSL_CERT_*, CURL_CA_BUNDLE) and resolver
/// variables never: they would change the failure. PATH is always there.
Environment clean_environment();

/// Variables of `changes` laid over `base`; an empty value takes the variable away.
Environment with(Environment base, const Environment& changes);

}  // namespace tetra::cell
