#include "harness/cell/etc_view.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <memory>

#include "harness/cell/fd.hpp"
#include "harness/cell/refusal.hpp"

namespace tetra::cell {
namespace {

// Where the machine's /etc stands while the new one is built.
constexpr std::string_view original = "/etc/.host";

using Directory = std::unique_ptr<DIR, int (*)(DIR*)>;

bool is_dot(std::string_view name) {
  return name == "." || name == "..";
}

// The machine's /etc as a detached tree that nobody can write through (open_tree(2),
// mount_setattr(2)).
Result<Fd> take_original() {
  Fd tree(::open_tree(AT_FDCWD, "/etc", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE));
  if (!tree) return refused("open_tree /etc");
  mount_attr read_only{};
  read_only.attr_set = MOUNT_ATTR_RDONLY;
  if (::mount_setattr(tree.get(), "", AT_EMPTY_PATH | AT_RECURSIVE, &read_only, sizeof read_only) !=
      0) {
    return refused("make /etc read-only");
  }
  return tree;
}

class Layout {
 public:
  Layout(const std::map<std::string, std::string>& files, const std::set<std::string>& fresh)
      : files_(files), fresh_(fresh) {}

  // Shows what the machine has in `source` at `target`, a folder that exists.
  Result<void> show(const std::string& source, const std::string& target) const {
    const Directory entries(::opendir(source.c_str()), &::closedir);
    if (!entries) return {};  // a folder that this user may not read stays empty
    while (const dirent* entry = ::readdir(entries.get())) {
      const std::string name = entry->d_name;
      if (is_dot(name) || target + '/' + name == original) continue;
      if (auto shown = show_entry(source + '/' + name, target + '/' + name); !shown) return shown;
    }
    return {};
  }

 private:
  Result<void> show_entry(const std::string& source, const std::string& target) const {
    if (files_.contains(target)) return {};
    if (fresh_.contains(target)) return make_directory(target);
    if (leads_to_a_replacement(target)) {
      if (auto made = make_directory(target); !made) return made;
      return show(source, target);
    }
    struct stat found {};
    if (::lstat(source.c_str(), &found) != 0) return {};
    if (S_ISLNK(found.st_mode)) return copy_link(source, target);
    return bind(source, target, S_ISDIR(found.st_mode));
  }

  bool leads_to_a_replacement(const std::string& path) const {
    const std::string below = path + '/';
    const auto file = files_.lower_bound(below);
    const auto directory = fresh_.lower_bound(below);
    return (file != files_.end() && file->first.starts_with(below)) ||
           (directory != fresh_.end() && directory->starts_with(below));
  }

  static Result<void> make_directory(const std::string& path) {
    if (::mkdir(path.c_str(), 0755) != 0) return refused("mkdir " + path);
    return {};
  }

  static Result<void> copy_link(const std::string& source, const std::string& target) {
    std::error_code ignored;
    const auto points_at = std::filesystem::read_symlink(source, ignored);
    if (::symlink(points_at.c_str(), target.c_str()) != 0) return refused("symlink " + target);
    return {};
  }

  // A bind mount and no link: paths stay what they are for programs that AppArmor confines, and
  // `..` leads where it always did.
  static Result<void> bind(const std::string& source, const std::string& target, bool directory) {
    const bool made = directory ? ::mkdir(target.c_str(), 0755) == 0
                                : ::mknod(target.c_str(), S_IFREG | 0644, 0) == 0;
    if (!made) return refused("create " + target);
    if (::mount(source.c_str(), target.c_str(), nullptr, MS_BIND | MS_REC, nullptr) != 0)
      return refused("bind " + target);
    return {};
  }

  const std::map<std::string, std::string>& files_;
  const std::set<std::string>& fresh_;
};

Result<void> write_replacement(const std::string& path, const std::string& content) {
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
  const Fd file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!file) return refused("create " + path);
  std::size_t written = 0;
  while (written < content.size()) {
    const ssize_t wrote = ::write(file.get(), content.data() + written, content.size() - written);
    if (wrote < 0) return refused("write " + path);
    written += static_cast<std::size_t>(wrote);
  }
  return {};
}

Result<void> cover_etc(const Fd& tree) {
  if (::mount("etc", "/etc", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755,size=64m") != 0)
    return refused("mount tmpfs on /etc");
  if (::mkdir(original.data(), 0755) != 0) return refused("mkdir /etc/.host");
  if (::move_mount(tree.get(), "", AT_FDCWD, original.data(), MOVE_MOUNT_F_EMPTY_PATH) != 0)
    return refused("move_mount");
  return {};
}

}  // namespace

Result<void> build_etc(const std::map<std::string, std::string>& files,
                       const std::set<std::string>& fresh_directories) {
  const auto old_mask = ::umask(022);
  auto tree = take_original();
  if (!tree) return fail(tree.error());
  if (auto covered = cover_etc(*tree); !covered) return covered;
  const Layout layout(files, fresh_directories);
  if (auto shown = layout.show(std::string(original), "/etc"); !shown) return shown;
  if (::umount2(original.data(), MNT_DETACH) != 0 || ::rmdir(original.data()) != 0)
    return refused("unmount /etc/.host");
  for (const auto& directory : fresh_directories) {
    std::error_code error;
    std::filesystem::create_directories(directory, error);
  }
  for (const auto& [path, content] : files) {
    if (auto written = write_replacement(path, content); !written) return written;
  }
  ::umask(old_mask);
  return {};
}

}  // namespace tetra::cell
