#include "harness/cell/namespaces.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include "harness/cell/fd.hpp"
#include "harness/cell/refusal.hpp"

namespace tetra::cell {
namespace {

Result<void> write_file(const std::string& path, const std::string& text) {
  const Fd file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!file) return refused("open " + path);
  // The kernel takes a map in one write only.
  if (::write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
    return refused("write " + path);
  return {};
}

// Every range of ids that exists here, mapped to itself. Inside another container this is not
// 0..4294967295.
std::string identity_of(const char* own_map) {
  std::ifstream lines(own_map);
  std::string map;
  unsigned long inside = 0;
  unsigned long outside = 0;
  unsigned long count = 0;
  while (lines >> inside >> outside >> count) {
    map +=
        std::to_string(inside) + ' ' + std::to_string(inside) + ' ' + std::to_string(count) + '\n';
  }
  return map;
}

std::string only(unsigned id) {
  return std::to_string(id) + ' ' + std::to_string(id) + " 1";
}

Result<void> write_own_ids(const std::string& proc) {
  if (auto done = write_file(proc + "setgroups", "deny"); !done) return done;
  if (auto done = write_file(proc + "uid_map", only(::geteuid())); !done) return done;
  return write_file(proc + "gid_map", only(::getegid()));
}

// A chroot's "/" is no mount point, so its propagation can't be changed from there. setns() into
// the own mount namespace goes to that namespace's real root; the chroot is entered again through a
// descriptor that was opened inside the new namespace.
Result<void> make_private_from_the_real_root() {
  const Fd root(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
  const Fd here(::open(".", O_PATH | O_DIRECTORY | O_CLOEXEC));
  const Fd self(static_cast<int>(::syscall(SYS_pidfd_open, ::getpid(), 0)));
  if (!root || !self) return refused("pidfd_open");
  if (::setns(self.get(), CLONE_NEWNS) != 0) return refused("setns to the own mount namespace");
  const int changed = ::mount("", "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
  const int error = errno;
  if (::fchdir(root.get()) != 0 || ::chroot(".") != 0) return refused("chroot back");
  if (here && ::fchdir(here.get()) != 0) return refused("fchdir");
  if (changed != 0) return refused("mount --make-rprivate /", error);
  return {};
}

}  // namespace

Result<bool> unshare_namespaces() {
  constexpr int kinds = CLONE_NEWNET | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWUTS | CLONE_NEWIPC;
  if (::unshare(kinds | CLONE_NEWUSER) == 0) return true;
  const int error = errno;
  if (::geteuid() == 0 && ::unshare(kinds) == 0) return false;
  return refused("unshare", error);
}

Result<void> write_identity_maps(pid_t process) {
  const std::string proc = "/proc/" + std::to_string(process) + '/';
  if (::geteuid() != 0) return write_own_ids(proc);
  if (auto done = write_file(proc + "uid_map", identity_of("/proc/self/uid_map")); !done)
    return done;
  return write_file(proc + "gid_map", identity_of("/proc/self/gid_map"));
}

Result<void> make_mounts_private() {
  if (::mount("", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0) return {};
  if (errno != EINVAL) return refused("mount --make-rprivate /");
  return make_private_from_the_real_root();
}

}  // namespace tetra::cell
