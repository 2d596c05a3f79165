#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "connector/net/network.hpp"
#include "connector/net/url.hpp"
#include "connector/proxy/route_dialer.hpp"
#include "connector/tell/outcome.hpp"
#include "connector/tell/trace.hpp"
#include "connector/tls/trust.hpp"

namespace tetra::connector {

/// One engine's update: from where, to where.
struct UpdateSettings {
  std::filesystem::path home;
  std::filesystem::path signing_key;
  std::string engine = "av64bit";  ///< or av32bit
  Url server;
  int retries = 0;  ///< how often an interrupted file is continued at once, within the same attempt
  std::uint64_t most_unpacked = 256 * 1024 * 1024;  ///< bytes of one file
};

/// How the endpoint reaches the update server: what the policy and the command line say together.
struct Reach {
  Network network;
  Route route;
  Trust trust;
  bool check_revocation = true;
};

/// How one engine's update ended.
struct Updated {
  Outcome outcome;
  bool changed = false;       ///< a new version is in use
  std::uint64_t version = 0;  ///< in use afterwards, 0 for none
};

/// versions.id, compare, versions.dat.gz (404: versions.dat), versions.sig, each changed file,
/// swap: the order of FACTS 2 (mark I). The definitions in use are touched by the swap alone.
Updated update(const UpdateSettings& settings, const Reach& reach, Trace& trace);

/// The word of `result` in the connector's JSON line.
std::string_view result_word(bool ok, bool changed);

}  // namespace tetra::connector
