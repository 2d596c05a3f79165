#include "harness/cell/isolation.hpp"

#include <unistd.h>

#include <fstream>

#include "engine/base/text.hpp"
#include "harness/cell/launch.hpp"

namespace tetra::cell {
namespace {
using namespace std::chrono_literals;

bool setting_is(const char* path, std::string_view value) {
  std::ifstream file(path);
  std::string line;
  return std::getline(file, line) && text::trim(line) == value;
}

bool under_seccomp() {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.starts_with("Seccomp:")) return text::trim(line.substr(8)) == "2";
  }
  return false;
}

// Each is a setting that forbids namespaces to this user; the first that holds is told.
std::string known_reason() {
  if (setting_is("/proc/sys/kernel/unprivileged_userns_clone", "0") && ::geteuid() != 0) {
    return "user namespaces are forbidden: kernel.unprivileged_userns_clone=0";
  }
  if (setting_is("/proc/sys/user/max_user_namespaces", "0"))
    return "user namespaces are forbidden: user.max_user_namespaces=0";
  if (setting_is("/proc/sys/user/max_net_namespaces", "0"))
    return "network namespaces are forbidden: user.max_net_namespaces=0";
  if (setting_is("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1") &&
      ::geteuid() != 0) {
    return "AppArmor takes the rights away: kernel.apparmor_restrict_unprivileged_userns=1";
  }
  if (under_seccomp()) return "inside a container whose seccomp profile forbids namespaces";
  return {};
}

Result<CellProcess> try_one() {
  CellSpec spec;
  spec.addresses.push_back(boost::asio::ip::make_address("192.0.2.1"));
  return launch(IsolationKind::namespace_cell, spec, [](Inside) { return 0; });
}

}  // namespace

std::string explain_refusal(const Problem& refusal) {
  const auto reason = known_reason();
  if (!reason.empty()) return reason + " (" + refusal.what + ")";
  if (refusal.code == "refused-1" && refusal.what.starts_with("unshare") && ::geteuid() != 0) {
    return "the kernel refuses user namespaces to this user, as it does inside a chroot (" +
           refusal.what + ")";
  }
  return "this machine refused a namespace cell (" + refusal.what + ")";
}

Result<IsolationChoice> choose(Requested requested) {
  if (requested == Requested::ports) return IsolationChoice{IsolationKind::ports_cell, "asked for"};
  auto trial = try_one();
  if (trial && trial->wait(60s) == 0) {
    return IsolationChoice{IsolationKind::namespace_cell,
                           "a trial cell with its own network, mounts and processes worked"};
  }
  const std::string why =
      trial ? "the trial cell did not end in time" : explain_refusal(trial.error());
  if (requested == Requested::namespaces)
    return fail("no-namespaces", {}, why, "use --isolation ports");
  return IsolationChoice{IsolationKind::ports_cell, why};
}

Result<Requested> parse_requested(std::string_view text) {
  if (text == "auto") return Requested::automatic;
  if (text == "namespace") return Requested::namespaces;
  if (text == "ports") return Requested::ports;
  const auto near = text::nearest(text, {"auto", "namespace", "ports"});
  return fail("bad-isolation", {}, "no such isolation: " + std::string(text),
              near.empty() ? "auto, namespace or ports" : "did you mean " + near + "?");
}

}  // namespace tetra::cell
