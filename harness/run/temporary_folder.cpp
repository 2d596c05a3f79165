#include "harness/run/temporary_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "harness/run/tree.hpp"

namespace tetra::run {
namespace {

namespace fs = std::filesystem;
using cell::Fd;

constexpr std::string_view prefix = "tetralab-";
constexpr std::size_t letters = 6;
// A file that only a folder of ours has beside the client's. Locked (flock(2)) before it has this
// name.
constexpr const char* owner_file = "tetralab.owner";
constexpr const char* unlocked_file = "tetralab.owner.new";

Result<fs::path> parent_folder() {
  std::error_code error;
  const fs::path parent = fs::temp_directory_path(error);
  if (!error) return parent;
  const char* set = ::getenv("TMPDIR");
  return fail("bad-folder", {},
              "TMPDIR is no folder" + (set != nullptr ? ": " + std::string(set) : ""),
              "set TMPDIR to a folder that can be written");
}

bool is_mine(int fd, mode_t kind) {
  struct stat found {};
  return ::fstat(fd, &found) == 0 && (found.st_mode & S_IFMT) == kind &&
         found.st_uid == ::geteuid();
}

bool is_abandoned(int parent, const std::string& name) {
  const Fd folder(open_folder(parent, name));
  if (!folder || !is_mine(folder.get(), S_IFDIR)) return false;
  const Fd owner(
      ::openat(folder.get(), owner_file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  return owner && is_mine(owner.get(), S_IFREG) && ::flock(owner.get(), LOCK_EX | LOCK_NB) == 0;
}

}  // namespace

Result<TemporaryFolder> TemporaryFolder::make() {
  const auto parent = parent_folder();
  if (!parent) return fail(parent.error());
  const auto refused = [&] {
    return fail("bad-folder", {},
                fmt::format("no folder can be made in {}: {}", parent->string(),
                            std::generic_category().message(errno)),
                "set TMPDIR to a folder that can be written");
  };
  TemporaryFolder made;
  made.parent_.reset(::open(parent->c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!made.parent_) made.parent_.reset(::open(parent->c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  std::string path = (*parent / (std::string(prefix) + std::string(letters, 'X'))).string();
  if (!made.parent_ || ::mkdtemp(path.data()) == nullptr) return refused();
  made.name_ = fs::path(path).filename().string();
  made.path_ = path + "/home";
  const Fd folder(open_folder(made.parent_.get(), made.name_));
  // What lies in `home` is whose it says; others may come that far (a cell whose user is another
  // one).
  if (!folder || ::fchmod(folder.get(), 0711) != 0) return refused();
  made.lock_.reset(
      ::openat(folder.get(), unlocked_file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!made.lock_ || ::flock(made.lock_.get(), LOCK_EX) != 0 ||
      ::renameat(folder.get(), unlocked_file, folder.get(), owner_file) != 0)
    return refused();
  if (::mkdirat(folder.get(), "home", 0700) != 0) return refused();
  return made;
}

TemporaryFolder::~TemporaryFolder() {
  if (parent_ && !name_.empty()) remove_tree(parent_.get(), name_);
}

void remove_abandoned_folders() {
  const auto parent = parent_folder();
  const Fd opened(parent ? ::open(parent->c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1);
  if (!opened) return;
  std::error_code error;
  for (auto entry = fs::directory_iterator(*parent, error);
       !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.size() != prefix.size() + letters || !name.starts_with(prefix)) continue;
    if (is_abandoned(opened.get(), name)) remove_tree(opened.get(), name);
  }
}

}  // namespace tetra::run
