#include <fmt/format.h>

#include <set>

#include "connector/local/whole_file.hpp"
#include "connector/update/definitions_store.hpp"
#include "connector/update/manifest.hpp"
#include "connector/update/md5.hpp"
#include "connector/update/signature.hpp"

namespace tetra::connector {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t most_bytes = 16 * 1024 * 1024;

/// What is wrong with a set, or nothing. `files` counts those that are right.
std::string damage_of(const fs::path& set, const fs::path& key_file, std::size_t& files) {
  const std::string name = set.filename().string();
  const std::string text = read_file(set / "versions.dat", most_bytes);
  const Outcome signature =
      verify_signature(text, read_file(set / "versions.sig", most_bytes), key_file);
  if (!signature.ok()) return fmt::format("{}: {}", name, signature.detail);
  const Manifest manifest = parse_manifest(text);
  if (!manifest.outcome.ok()) return fmt::format("{}: {}", name, manifest.outcome.detail);
  std::set<fs::path> named;
  for (const ManifestFile& file : manifest.files) {
    const fs::path path = set / "avx" / file.path;
    const std::string md5 = md5_of(path);
    if (md5 != file.md5)
      return fmt::format("{}: {} {}", name, file.path,
                         md5.empty() ? "is missing" : "has another md5");
    named.insert(path);
  }
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(set / "avx", error)) {
    if (!entry.is_directory() && !named.contains(entry.path()))
      return fmt::format("{}: {} is in no manifest", name, entry.path().filename().string());
  }
  files = named.size();
  return error ? fmt::format("{}: {}", name, error.message()) : std::string();
}

}  // namespace

std::string_view to_string(StoreState::Kind kind) {
  switch (kind) {
    case StoreState::Kind::none:
      return "none";
    case StoreState::Kind::intact:
      return "intact";
    case StoreState::Kind::damaged:
      break;
  }
  return "damaged";
}

StoreState DefinitionsStore::check(const fs::path& key_file) const {
  StoreState state;
  state.version = installed();
  std::error_code error;
  const bool linked = fs::is_symlink(fs::symlink_status(current(), error));
  if (linked && state.version == 0) state.detail = "`current` leads to no set";
  if (fs::exists(fs::symlink_status(root_ / "current.new", error)))
    state.detail = "`current.new` was left behind";
  for (const auto& entry : fs::directory_iterator(root_ / "versions", error)) {
    std::size_t files = 0;
    if (!state.detail.empty() || (entry.is_directory() && fs::is_empty(entry.path(), error)))
      continue;
    state.detail = damage_of(entry.path(), key_file, files);
    if (entry.path().filename() == std::to_string(state.version)) state.files = files;
  }
  if (!state.detail.empty()) {
    state.kind = StoreState::Kind::damaged;
  } else if (state.version != 0) {
    state.kind = StoreState::Kind::intact;
  }
  return state;
}

}  // namespace tetra::connector
