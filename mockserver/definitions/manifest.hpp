#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace tetra::definitions {

/// One line of versions.dat. Nothing is checked here: a fault may put anything into any field.
struct ManifestEntry {
  std::string flag = "+";  ///< `+` or `0`: active
  std::string md5;         ///< of the plain file, 32 lower-case hex digits
  std::string path;        ///< below avx/, for example `Plugins/7zip.xmd`
  std::string size;        ///< of the plain file, decimal: the lab's own further field
  friend bool operator==(const ManifestEntry&, const ManifestEntry&) = default;
};

/// versions.dat as values: `<flag> <md5> <relative/path> <size>`, a line a file.
struct Manifest {
  std::vector<ManifestEntry> entries;
  friend bool operator==(const Manifest&, const Manifest&) = default;

  /// The entry of a path, or nullptr. Lives as long as `entries` is not changed.
  const ManifestEntry* find(std::string_view path) const;
  ManifestEntry* find(std::string_view path);
};

std::string to_text(const Manifest& manifest);
/// Reads what to_text writes; a line that has not four fields is an error with its number.
Result<Manifest> parse_manifest(std::string_view text);

/// Where a file of that content lies in the v3 tree: `/v2/repository/4/1/C/9/ace.am.<md5>.gzip`,
/// the four folders being the first hex digits of the MD5. Hex digits are upper case throughout
/// (known for the folders, inferred for the name).
std::string v3_url(const ManifestEntry& entry);
/// The v3 list, JSON `{"files":[{"local_path","url"}]}`, of the same files. Bytes that are not
/// UTF-8 are replaced.
std::string v3_list(const Manifest& manifest);

}  // namespace tetra::definitions
