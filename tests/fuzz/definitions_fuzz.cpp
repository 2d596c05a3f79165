// Any bytes as versions.id and as versions.dat: the connector reads a version and safe paths, or
// refuses; it never leaves its folder.
#include <cstdint>
#include <cstdlib>
#include <filesystem>

#include "connector/update/manifest.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tetra::connector;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto version = parse_versions_id(text);
  if (version && (*version == 0 || *version > 4000000000)) std::abort();
  const Manifest manifest = parse_manifest(text);
  if (manifest.outcome.ok() == manifest.files.empty()) std::abort();
  const std::filesystem::path folder("/store/avx");
  for (const ManifestFile& file : manifest.files) {
    const std::string path = (folder / file.path).lexically_normal().string();
    if (!path.starts_with("/store/avx/") || file.md5.size() != 32) std::abort();
  }
  return 0;
}
