#include "harness/run/kept_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "harness/run/tree.hpp"

namespace tetra::run {
namespace {

using cell::Fd;

std::string reason(int error) {
  return std::generic_category().message(error);
}

tl::unexpected<Problem> no_folder(const std::string& path, int error) {
  return fail("bad-folder", {},
              fmt::format("the folder for evidence can't be made, {}: {}", path, reason(error)),
              "give --keep another one");
}

tl::unexpected<Problem> lost(const std::string& name, int error) {
  return fail("evidence-lost", {}, fmt::format("{} can't be written: {}", name, reason(error)));
}

}  // namespace

Result<HeldFolder> make_kept_folder(const std::string& keep, const std::string& scenario,
                                    const std::string& name) {
  std::error_code error;
  const std::string root = std::filesystem::absolute(keep, error).lexically_normal().string();
  std::filesystem::create_directories(root, error);
  const Fd top(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!top) return no_folder(root, errno);
  if (::mkdirat(top.get(), scenario.c_str(), 0777) != 0 && errno != EEXIST)
    return no_folder(root + "/" + scenario, errno);
  const Fd middle(open_folder(top.get(), scenario));
  if (!middle) return no_folder(root + "/" + scenario, errno);
  HeldFolder folder{fmt::format("{}/{}/{}", root, scenario, name), {}};
  if (const int left = remove_tree(middle.get(), name); left != 0)
    return no_folder(folder.path, left);
  if (::mkdirat(middle.get(), name.c_str(), 0777) != 0) return no_folder(folder.path, errno);
  folder.held.reset(open_folder(middle.get(), name));
  if (!folder.held) return no_folder(folder.path, errno);
  return folder;
}

Result<void> write_evidence_file(int folder, const std::string& name, std::string_view bytes,
                                 mode_t mode) {
  struct stat now {};
  if (::fstat(folder, &now) != 0) return lost(name, errno);
  if (now.st_nlink == 0)
    return fail("evidence-lost", {},
                fmt::format("{} can't be written: the client has removed its folder", name));
  if ((now.st_mode & 0700) != 0700 && ::fchmod(folder, (now.st_mode & 0777) | 0700) != 0)
    return lost(name, errno);
  if (const int left = remove_tree(folder, name); left != 0) return lost(name, left);
  Fd file(
      ::openat(folder, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
  if (!file) return lost(name, errno);
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return lost(name, written < 0 ? errno : ENOSPC);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fchmod(file.get(), mode) != 0 || ::close(file.release()) != 0) return lost(name, errno);
  return {};
}

}  // namespace tetra::run
