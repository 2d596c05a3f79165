#include "harness/run/tree.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "harness/cell/fd.hpp"

namespace tetra::run {
namespace {

using cell::Fd;

// The folder, readable and writable for its owner whatever its rights were.
Fd take_over(int parent, const std::string& name) {
  const Fd itself(::openat(parent, name.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!itself) return {};
  ::chmod(fmt::format("/proc/self/fd/{}", itself.get()).c_str(), 0700);
  return Fd(::openat(itself.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

std::vector<std::string> names_in(const Fd& folder) {
  std::vector<std::string> names;
  DIR* const open = ::fdopendir(::dup(folder.get()));
  if (open == nullptr) return names;
  ::rewinddir(open);
  while (const dirent* entry = ::readdir(open)) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  ::closedir(open);
  return names;
}

// Empties one folder. A folder in it does not wait in line but is brought up to `top`, so that no
// depth takes more descriptors.
int empty(const Fd& folder, const Fd& top, std::vector<std::string>& waiting,
          std::size_t& numbered) {
  for (const std::string& name : names_in(folder)) {
    if (::unlinkat(folder.get(), name.c_str(), 0) == 0) continue;
    if (errno != EISDIR && errno != EPERM) return errno;
    if (::unlinkat(folder.get(), name.c_str(), AT_REMOVEDIR) == 0) continue;
    if (!take_over(folder.get(), name))
      return errno;  // only a folder that may be written can be moved
    std::string above;
    do above = fmt::format("removed.{}", ++numbered);
    while (::faccessat(top.get(), above.c_str(), F_OK, AT_SYMLINK_NOFOLLOW) == 0);
    if (::renameat(folder.get(), name.c_str(), top.get(), above.c_str()) != 0) return errno;
    waiting.push_back(above);
  }
  return 0;
}

}  // namespace

int open_folder(int parent, const std::string& name) {
  return ::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

int remove_tree(int parent, const std::string& name) {
  if (::unlinkat(parent, name.c_str(), 0) == 0 || errno == ENOENT) return 0;
  if (errno != EISDIR && errno != EPERM) return errno;
  const Fd top = take_over(parent, name);
  if (!top) return errno;
  std::vector<std::string> waiting;
  std::size_t numbered = 0;
  if (const int error = empty(top, top, waiting, numbered); error != 0) return error;
  while (!waiting.empty()) {
    const std::string next = waiting.back();
    waiting.pop_back();
    const Fd folder = take_over(top.get(), next);
    if (!folder) return errno;
    if (const int error = empty(folder, top, waiting, numbered); error != 0) return error;
    if (::unlinkat(top.get(), next.c_str(), AT_REMOVEDIR) != 0) return errno;
  }
  return ::unlinkat(parent, name.c_str(), AT_REMOVEDIR) == 0 ? 0 : errno;
}

}  // namespace tetra::run
