#include "harness/cell/file_view.hpp"

#include <sys/mount.h>
#include <sys/stat.h>

#include <filesystem>

#include "harness/cell/etc_view.hpp"
#include "harness/cell/refusal.hpp"

namespace tetra::cell {
namespace {

Result<void> check_path(const std::string& path) {
  const std::filesystem::path parsed(path);
  if (path.starts_with("/etc/") && path == parsed.lexically_normal().string() &&
      parsed.has_filename())
    return {};
  return fail("bad-cell-path", {}, "the cell can't lay out " + path,
              "give a plain absolute path below /etc");
}

// EPERM is the kernel's answer to an ordinary user where parts of /proc are covered, as container
// engines do.
bool mount_proc() {
  return ::mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) == 0;
}

Result<void> hide(const std::string& directory) {
  struct stat found {};
  if (::stat(directory.c_str(), &found) != 0 || !S_ISDIR(found.st_mode)) return {};
  if (::mount("hidden", directory.c_str(), "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC,
              "mode=0755,size=64k") == 0)
    return {};
  return refused("hide " + directory);
}

}  // namespace

Result<void> check_paths(const CellSpec& spec) {
  for (const auto& [path, content] : spec.files) {
    if (auto good = check_path(path); !good) return good;
  }
  for (const auto& path : spec.fresh_directories) {
    if (auto good = check_path(path); !good) return good;
  }
  return {};
}

Result<std::vector<std::string>> build_file_view(const CellSpec& spec) {
  std::vector<std::string> remarks;
  if (!mount_proc()) remarks.push_back("/proc is the machine's: a new one is refused here");
  if (auto built = build_etc(spec.files, spec.fresh_directories); !built)
    return fail(built.error());
  for (const auto& directory : spec.hidden_directories) {
    if (auto hidden = hide(directory); !hidden) return fail(hidden.error());
  }
  return remarks;
}

}  // namespace tetra::cell
