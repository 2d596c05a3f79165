#include "harness/cell/isolation.hpp"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstddef>
#include <fstream>

#include "tests/unit/cell/cell_fixture.hpp"

namespace tetra::cell {
namespace {

std::string choice(Requested requested) {
  const auto chosen = choose(requested);
  if (!chosen) return chosen.error().code + ": " + chosen.error().what;
  return std::string(chosen->kind == IsolationKind::namespace_cell ? "namespace: " : "ports: ") +
         chosen->why;
}

// What container engines do: unshare() is answered with EPERM.
void forbid_unshare() {
  sock_filter program[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                           BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_unshare, 0, 1),
                           BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
                           BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
  const sock_fprog filter{4, program};
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}

TEST(Isolation, PortsAreNotTriedButTaken) {
  EXPECT_EQ(choice(Requested::ports), "ports: asked for");
}

TEST(Isolation, ASeccompProfileIsNamedAsTheReason) {
  if (!proc_is_mounted()) GTEST_SKIP() << "/proc is not mounted here";
  for (const auto user : {User::self, User::nobody}) {
    const auto told = as_user(user, [] {
      forbid_unshare();
      return choice(Requested::automatic) + '\n' + choice(Requested::namespaces);
    });
    EXPECT_EQ(told,
              "ports: inside a container whose seccomp profile forbids namespaces (unshare: "
              "Operation not permitted)\n"
              "no-namespaces: inside a container whose seccomp profile forbids namespaces "
              "(unshare: Operation not permitted)");
  }
}

TEST_P(NamespaceCell, ChosenWhereATrialWorks) {
  EXPECT_EQ(as_user(GetParam(), [] { return choice(Requested::automatic); }),
            "namespace: a trial cell with its own network, mounts and processes worked");
}

TEST_P(NamespaceCell, ALimitOfNoUserNamespacesIsNamedAsTheReason) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can set the limit";
  // The limit is per user namespace, so the machine's stays as it is.
  const auto result = in_cell(User::self, IsolationKind::namespace_cell, lab_spec(), [](Inside&) {
    std::ofstream limit("/proc/sys/user/max_user_namespaces");
    limit << "0" << std::flush;
    if (!limit) return std::string("skip");
    return as_user(User::nobody, [] { return choice(Requested::automatic); });
  });
  if (result.said == "skip") GTEST_SKIP() << "/proc/sys is not writable here";
  EXPECT_EQ(result.said,
            "ports: user namespaces are forbidden: user.max_user_namespaces=0 (unshare: No space "
            "left on device)");
}

TEST(Isolation, ReadsTheUsersWordAndSuggests) {
  EXPECT_EQ(parse_requested("auto").value(), Requested::automatic);
  EXPECT_EQ(parse_requested("namespace").value(), Requested::namespaces);
  EXPECT_EQ(parse_requested("ports").value(), Requested::ports);
  EXPECT_EQ(parse_requested("prots").error().hint, "did you mean ports?");
}

}  // namespace
}  // namespace tetra::cell
