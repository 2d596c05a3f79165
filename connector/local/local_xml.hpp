#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "connector/tell/outcome.hpp"

namespace tetra::connector {

/// One engine's version in use; 0 for none.
struct EngineVersion {
  std::string engine;
  std::uint64_t version = 0;
};

/// What the connector remembers between runs in DIR/local.xml (FACTS 3): below /config agent/uuid,
/// agent/engine/tetra/lasterror (the full path is mark I), defversions, lastsuccesstime, and the
/// newer JSON at agent/engine/stats/definitions.
struct LocalState {
  std::string uuid;
  std::uint32_t lasterror = 0;
  bool has_lasterror = false;          ///< false before the first attempt
  std::string last_success;            ///< `2023-05-18 20:13:58 UTC`, empty before the first
  std::vector<EngineVersion> engines;  ///< the first one is written as defversions = `x:NNNNN`;
                                       ///< what stands before ':' is not published
};

/// A missing or unreadable file gives a fresh state with a new uuid.
LocalState load_local(const std::filesystem::path& file);
/// Replaces the file as a whole: a reader sees the old one or the new one.
Outcome save_local(const LocalState& state, const std::filesystem::path& file);

/// A random UUID (RFC 4122 4.4).
std::string new_uuid();
/// `2023-05-18 20:13:58 UTC`
std::string utc_now();

}  // namespace tetra::connector
