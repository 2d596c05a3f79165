#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "connector/net/network.hpp"
#include "connector/net/proxy_settings.hpp"
#include "connector/tell/language.hpp"
#include "engine/base/quantity.hpp"

namespace tetra::connector {

/// `tetralab connector` as it was asked for.
struct Options {
  std::filesystem::path home;
  std::filesystem::path policy;       ///< empty: home/policy.xml
  std::filesystem::path signing_key;  ///< empty: home/definitions-key.pem
  std::string ca_file;                ///< empty: the system's trust store
  std::vector<ConnectTo> connect_to;
  std::string wpad_domain;  ///< not empty: the proxy is looked for at http://wpad.DOMAIN/wpad.dat,
                            ///< whatever the policy says
  std::optional<ProxySettings::Auth> proxy_auth;  ///< instead of the policy's authtype
  std::vector<std::string> engines{"av64bit"};
  Limits limits;
  Duration time_limit = std::chrono::minutes(30);
  std::uint32_t intervals = 1;       ///< attempts at most, the policy's interval between two
  std::optional<Duration> interval;  ///< instead of the policy's
  int retries = 0;
  std::uint64_t most_unpacked = 256 * 1024 * 1024;
  std::optional<Language> explain;
  bool posture = false;
  bool check_store = false;
};

/// Exit statuses.
inline constexpr int exit_updated = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_usage = 2;

/// Updates (or prints the posture, or what is in the store) as told. The last line on `out` is one
/// JSON object; usage and policy mistakes go to `err`. Returns the exit status. Ignores SIGPIPE for
/// the process. `stop` in options.limits ends it cleanly.
int run(const Options& options, std::ostream& out, std::ostream& err);

}  // namespace tetra::connector
