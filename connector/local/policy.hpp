#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "connector/net/proxy_settings.hpp"
#include "connector/net/url.hpp"
#include "engine/base/quantity.hpp"
#include "engine/base/result.hpp"

namespace tetra::connector {

/// What the connector reads from policy.xml (FACTS 3, below
/// Object/config/agent/scansettings/tetra/updater and the proxy and conn nodes beside it).
struct Policy {
  bool enabled = true;
  Url server;
  /// Time between two attempts. Its unit is not published: a bare number is taken as seconds,
  /// `50ms` and the like as written.
  Duration interval = std::chrono::hours(1);
  std::optional<ProxySettings> proxy;
  bool verify_host = true;
  bool verify_peer = true;
  bool check_revocation = true;    ///< conn/ssl/crlc
  std::optional<PacSettings> pac;  ///< only without `proxy`
};

/// The document's text, at most 1 MiB. A DOCTYPE is refused, so no entity is ever expanded. `file`
/// is for messages only.
Result<Policy> parse_policy(std::string_view xml, const std::string& file);
Result<Policy> load_policy(const std::filesystem::path& file);

}  // namespace tetra::connector
