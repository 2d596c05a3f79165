#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connector/tell/outcome.hpp"

namespace tetra::connector {

/// The first `value="N"` of a versions.id (FACTS 2, mark C). nullopt when there is none, as on a
/// captive portal's page, and for a document type declaration: entities are nothing that the server
/// has to bring.
std::optional<std::uint64_t> parse_versions_id(std::string_view xml);

/// One active line of versions.dat: the md5 is of the unpacked file, in lower case; the path is
/// checked.
struct ManifestFile {
  std::string md5;
  std::string path;
  std::optional<std::uint64_t>
      size;  ///< of the unpacked file: the lab's own fourth field, where it is a number
};
struct Manifest {
  Outcome outcome;  ///< manifest-bad or path-bad with the line's number
  std::vector<ManifestFile> files;
};
/// `<flag> <md5> <relative/path> …` a line; flags `+` and `0` are active, others are skipped (FACTS
/// 2, mark C). At most 50,000. No two paths may differ only in case, since Windows takes them for
/// one, and none may be a folder of another.
Manifest parse_manifest(std::string_view text);

/// Relative, at most 400 bytes, of segments that are neither empty nor `.` nor `..`, made of
/// letters, digits and ._-~+=@,!$&;() only: what a URL takes as it is and Windows allows in a name.
bool is_safe_path(std::string_view path);

}  // namespace tetra::connector
