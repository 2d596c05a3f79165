#include "connector/update/definitions_store.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "connector/local/disk_outcome.hpp"
#include "engine/base/text.hpp"

namespace tetra::connector {
namespace fs = std::filesystem;
namespace {

/// Everything of this file system that is not on disk yet: one call instead of one for each of
/// hundreds of files.
Outcome sync_below(const fs::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return disk_outcome(errno, folder);
  const int result = ::syncfs(fd);
  const int error = errno;
  ::close(fd);
  return result == 0 ? success() : disk_outcome(error, folder);
}

Outcome sync_folder(const fs::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return disk_outcome(errno, folder);
  const int result = ::fsync(fd);
  const int error = errno;
  ::close(fd);
  return result == 0 ? success() : disk_outcome(error, folder);
}

void remove_others(const fs::path& folder, std::uint64_t keep, std::uint64_t keep_too) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    if (name != std::to_string(keep) && name != std::to_string(keep_too))
      fs::remove_all(entry.path(), ignored);
  }
}

}  // namespace

DefinitionsStore::DefinitionsStore(const fs::path& home, const std::string& engine)
    : root_(home / "definitions" / engine) {}

fs::path DefinitionsStore::staging(std::uint64_t version) const {
  return root_ / "staging" / std::to_string(version);
}
fs::path DefinitionsStore::versions(std::uint64_t version) const {
  return root_ / "versions" / std::to_string(version);
}

std::uint64_t DefinitionsStore::installed() const {
  std::error_code error;
  const fs::path target = fs::read_symlink(current(), error);
  if (error || !fs::exists(current() / "versions.dat", error)) return 0;
  const auto version = text::to_integer(target.filename().string());
  return version && *version > 0 ? static_cast<std::uint64_t>(*version) : 0;
}

Outcome DefinitionsStore::prepare(std::uint64_t version) const {
  std::error_code error;
  fs::create_directories(staging(version) / "tree", error);
  if (error) return disk_outcome(error.value(), staging(version));
  fs::create_directories(root_ / "versions", error);
  if (error) return disk_outcome(error.value(), root_);
  remove_others(root_ / "staging", version, version);
  return success();
}

void DefinitionsStore::drop_staging() const {
  std::error_code ignored;
  fs::remove_all(root_ / "staging", ignored);
}

Outcome DefinitionsStore::swap_in(std::uint64_t version) const {
  const std::uint64_t before = installed();
  if (Outcome outcome = sync_below(staging(version)); !outcome.ok()) return outcome;
  std::error_code error;
  // A set of this number can only be there, unused, from a process that was killed between the two
  // renames below.
  if (version != before) fs::remove_all(versions(version), error);
  fs::rename(staging(version) / "tree", versions(version), error);
  if (error) return disk_outcome(error.value(), versions(version));
  if (Outcome outcome = sync_folder(root_ / "versions"); !outcome.ok()) return outcome;
  const fs::path fresh = root_ / "current.new";
  fs::remove(fresh, error);
  fs::create_directory_symlink(fs::path("versions") / std::to_string(version), fresh, error);
  if (error) return disk_outcome(error.value(), fresh);
  fs::rename(fresh, current(), error);
  if (error) return disk_outcome(error.value(), current());
  if (Outcome outcome = sync_folder(root_); !outcome.ok()) return outcome;
  fs::remove_all(root_ / "staging", error);
  remove_others(root_ / "versions", version, before);
  return success();
}

}  // namespace tetra::connector
