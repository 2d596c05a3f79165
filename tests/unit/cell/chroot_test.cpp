#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "harness/cell/isolation.hpp"
#include "tests/unit/cell/cell_fixture.hpp"

namespace tetra::cell {
namespace {
namespace fs = std::filesystem;

std::string mounts() {
  std::ifstream file("/proc/self/mountinfo");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// A root folder like debootstrap's, which is no mount point itself; mounts are shared, the worst
// case for leaks.
bool enter_chroot(const std::string& root) {
  if (::unshare(CLONE_NEWNS) != 0 || ::mount("", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
    return false;
  for (const auto& entry : fs::directory_iterator("/")) {
    const auto target = root + '/' + entry.path().filename().string();
    if (entry.is_symlink()) {
      fs::copy_symlink(entry.path(), target);
    } else if (entry.is_directory()) {
      fs::create_directory(target);
      if (::mount(entry.path().c_str(), target.c_str(), nullptr, MS_BIND, nullptr) != 0)
        return false;
    }
  }
  return ::mount("", "/", nullptr, MS_REC | MS_SHARED, nullptr) == 0 &&
         ::chroot(root.c_str()) == 0 && ::chdir("/usr") == 0 &&
         ::mount("proc", "/proc", "proc", 0, nullptr) == 0;
}

std::string cell_in_chroot() {
  const auto before = mounts();
  auto result = in_cell(User::self, IsolationKind::namespace_cell, lab_spec(), [&](Inside& cell) {
    return shell(cell.kind,
                 "head -n1 /etc/resolv.conf; pwd; ls -A /etc/ssl/certs | wc -l; id -u; test $$ -lt "
                 "50 && echo own /proc");
  });
  return (result.problem ? to_string(*result.problem) : result.said) +
         (mounts() == before ? "no leak" : "LEAK");
}

class ChrootCell : public ::testing::Test {
 protected:
  void SetUp() override {
    if (::geteuid() != 0) GTEST_SKIP() << "chroot needs root";
    if (why_no_namespaces(User::self) != "-") GTEST_SKIP() << why_no_namespaces(User::self);
    std::string name = "/tmp/cell-chroot-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    root_ = name;
    ASSERT_EQ(::chmod(name.c_str(), 0755), 0);
  }
  // The mounts belonged to a mount namespace that is gone: only empty folders and links are left.
  void TearDown() override {
    for (const auto& entry :
         root_.empty() ? fs::directory_iterator() : fs::directory_iterator(root_)) {
      if (entry.is_symlink()) {
        ::unlink(entry.path().c_str());
      } else {
        ::rmdir(entry.path().c_str());
      }
    }
    if (!root_.empty()) ::rmdir(root_.c_str());
  }
  std::string root_;
};

TEST_F(ChrootCell, RootGetsOneWithoutAUserNamespaceAndNoMountLeaks) {
  const auto said = in_child(
      [this] { return enter_chroot(root_) ? cell_in_chroot() : std::string("no chroot"); });
  if (said == "no chroot") GTEST_SKIP() << "the root folder here is no mount point itself";
  EXPECT_EQ(said, "nameserver 192.0.2.53\n/usr\n0\n0\nown /proc\nno leak");
}

TEST_F(ChrootCell, AnOrdinaryUserIsToldWhyThereIsNone) {
  const auto said = in_child([this] {
    if (!enter_chroot(root_)) return std::string("no chroot");
    return as_user(User::nobody, [] {
      const auto chosen = choose(Requested::automatic);
      return chosen ? chosen->why : chosen.error().what;
    });
  });
  if (said == "no chroot") GTEST_SKIP() << "the root folder here is no mount point itself";
  EXPECT_EQ(said,
            "the kernel refuses user namespaces to this user, as it does inside a chroot (unshare: "
            "Operation not permitted)");
}

}  // namespace
}  // namespace tetra::cell
