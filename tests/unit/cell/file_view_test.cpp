#include "harness/cell/file_view.hpp"

#include <unistd.h>

#include <fstream>
#include <sstream>

#include "harness/cell/client_runner.hpp"
#include "tests/unit/cell/cell_fixture.hpp"

namespace tetra::cell {
namespace {

constexpr auto in_namespaces = IsolationKind::namespace_cell;

std::string content_of(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string inside(const CellResult& result) {
  EXPECT_FALSE(result.problem) << to_string(result.problem.value_or(Problem{}));
  EXPECT_EQ(result.status, 0);
  return result.said;
}

TEST_P(NamespaceCell, ShowsTheLabsResolverAndNoOtherName) {
  const auto result = run(lab_spec(), [](Inside&) {
    return shell(in_namespaces,
                 "cat /etc/resolv.conf; tail -n1 /etc/nsswitch.conf; getent ahostsv4 localhost | "
                 "head -n1 | cut -d' ' -f1;"
                 "getent ahosts tetra-defs.amp.cisco.com; echo $?");
  });
  EXPECT_EQ(
      inside(result),
      "nameserver 192.0.2.53\noptions timeout:1 attempts:1\nhosts: files dns\n127.0.0.1\n2\n");
}

TEST_P(NamespaceCell, TrustStoreHoldsOnlyTheGivenFiles) {
  auto spec = lab_spec();
  spec.files["/etc/ssl/certs/ca-certificates.crt"] = "the lab's root\n";
  spec.files["/etc/ssl/certs/java/cacerts"] = "jks";
  const auto result = run(spec, [](Inside&) {
    return shell(in_namespaces,
                 "cd /etc/ssl/certs && find . -type f | sort && cat ca-certificates.crt");
  });
  EXPECT_EQ(inside(result), "./ca-certificates.crt\n./java/cacerts\nthe lab's root\n");
}

TEST_P(NamespaceCell, TrustStoreIsEmptyWhenNothingIsGiven) {
  const auto result =
      run(CellSpec{}, [](Inside&) { return shell(in_namespaces, "ls -A /etc/ssl/certs | wc -l"); });
  EXPECT_EQ(inside(result), "0\n");
}

TEST_P(NamespaceCell, TheRestOfEtcIsTheMachines) {
  const auto result = run(lab_spec(), [](Inside&) {
    return shell(
        in_namespaces,
        "getent passwd root; readlink /etc/mtab; cat /etc/os-release; ls -A /etc | grep -vxE "
        "'ssl|hosts|(resolv|nsswitch).conf' | wc -l; test -e /etc/.host || echo tidy");
  });
  const auto here = in_child([] {
    return shell(IsolationKind::ports_cell,
                 "getent passwd root; readlink /etc/mtab; cat /etc/os-release; ls -A /etc | grep "
                 "-vxE 'ssl|hosts|(resolv|nsswitch).conf' | wc -l");
  });
  EXPECT_EQ(inside(result), here + "tidy\n");
}

TEST_P(NamespaceCell, TheMachinesFilesCannotBeWrittenThroughIt) {
  const auto before = content_of("/etc/passwd");
  const auto result = run(lab_spec(), [](Inside&) {
    return shell(in_namespaces,
                 "(echo mallory >> /etc/passwd) 2>/dev/null || echo refused; echo new > /etc/new "
                 "&& cat /etc/new");
  });
  EXPECT_EQ(inside(result), "refused\nnew\n");
  EXPECT_EQ(content_of("/etc/passwd"), before);
  EXPECT_NE(::access("/etc/new", F_OK), 0);
}

TEST_P(NamespaceCell, HidesTheNamedDirectories) {
  auto spec = lab_spec();
  spec.hidden_directories = {"/usr/share", "/no/such/folder"};
  const auto result =
      run(spec, [](Inside&) { return shell(in_namespaces, "ls -A /usr/share | wc -l"); });
  EXPECT_EQ(inside(result), "0\n");
}

TEST_P(NamespaceCell, StaysTheUserItWasAndSeesOnlyItsOwnProcesses) {
  const auto result = run(lab_spec(), [](Inside& cell) {
    const bool masked = !cell.remarks.empty();
    return std::to_string(::getpid()) + ' ' + std::to_string(::geteuid()) + ' ' +
           (masked
                ? "few"
                : shell(in_namespaces,
                        "ls /proc | grep -c '^[0-9]' | awk '{print $1 < 8 ? \"few\" : \"many\"}'"));
  });
  const auto uid = GetParam() == User::nobody ? 65534u : ::geteuid();
  EXPECT_EQ(inside(result).substr(0, ("1 " + std::to_string(uid) + " few").size()),
            "1 " + std::to_string(uid) + " few");
}

TEST_P(NamespaceCell, AnOrdinaryUsersClientHasNoCapabilities) {
  if (GetParam() == User::self && ::geteuid() == 0)
    GTEST_SKIP() << "root keeps those of its user namespace";
  const auto result = run(lab_spec(), [](Inside&) {
    return shell(in_namespaces, "grep -E 'Cap(Eff|Prm|Amb)' /proc/self/status | cut -f2 | uniq");
  });
  EXPECT_EQ(inside(result), "0000000000000000\n");
}

TEST_P(NamespaceCell, KeepsTheWorkingDirectory) {
  const auto result = in_cell(GetParam(), in_namespaces, lab_spec(),
                              [](Inside&) { return shell(in_namespaces, "cd /usr && pwd"); });
  EXPECT_EQ(inside(result), "/usr\n");
}

TEST(FileView, RefusesPathsThatItCannotLayOut) {
  for (const char* path : {"/usr/x", "etc/x", "/etc/../x", "/etc/a/", "/etc", "/etc//x"}) {
    CellSpec spec;
    spec.files[path] = "";
    const auto checked = check_paths(spec);
    ASSERT_FALSE(checked) << path;
    EXPECT_EQ(checked.error().code, "bad-cell-path");
    EXPECT_EQ(launch(in_namespaces, spec, [](Inside) { return 0; }).error().code, "bad-cell-path");
  }
}

}  // namespace
}  // namespace tetra::cell
