#pragma once
#include <cstdint>
#include <string>

#include "mockserver/definitions/engine.hpp"

namespace tetra::definitions {

/// versions.id as values; nothing is checked or escaped, so that a fault may put anything into any
/// field. A reader takes the first `value="N"`.
struct VersionsId {
  std::string prolog;  ///< before the root element: empty when healthy; a place for a DOCTYPE
  std::string id;      ///< the current version, decimal
  std::string v3_id_path;
  std::string v3_dat_path;
  std::string v3_sig_path;
};

/// The healthy one of a release.
VersionsId versions_id(Engine engine, std::uint32_t id);
/// `<info><all><id value="97276"/></all><v3 id_path="…" dat_path="…" sig_path="…"/></info>` and a
/// line feed.
std::string to_xml(const VersionsId& versions);

}  // namespace tetra::definitions
