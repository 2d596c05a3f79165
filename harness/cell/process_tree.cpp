#include "harness/cell/process_tree.hpp"

#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>

#include "engine/base/text.hpp"
#include "harness/cell/fd.hpp"

namespace tetra::cell {
namespace {

// The living parent of a process (proc(5), stat): "pid (any text) state ppid …". nullopt for
// zombies and for what is gone.
std::optional<pid_t> parent_of(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string line;
  std::getline(file, line);
  const auto name_end = line.rfind(')');
  if (name_end == line.npos || line.size() < name_end + 5) return std::nullopt;
  const char state = line[name_end + 2];
  if (state == 'Z' || state == 'X') return std::nullopt;
  const auto rest = line.substr(name_end + 4);
  const auto parent = text::to_integer(rest.substr(0, rest.find(' ')));
  if (!parent) return std::nullopt;
  return static_cast<pid_t>(*parent);
}

std::multimap<pid_t, pid_t> children_by_parent() {
  std::multimap<pid_t, pid_t> children;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", ignored)) {
    const auto process = text::to_integer(entry.path().filename().string());
    if (!process) continue;
    if (const auto parent = parent_of(static_cast<pid_t>(*process)))
      children.emplace(*parent, static_cast<pid_t>(*process));
  }
  return children;
}

// Through a pidfd, and only if the process still has the parent it was found under: its number may
// have a new owner by now.
void signal_one(pid_t process, int signal) {
  const auto parent = parent_of(process);
  const Fd pidfd(static_cast<int>(::syscall(SYS_pidfd_open, process, 0)));
  if (!pidfd || !parent || parent_of(process) != parent) return;
  ::syscall(SYS_pidfd_send_signal, pidfd.get(), signal, nullptr, 0);
}

}  // namespace

std::vector<pid_t> descendants(pid_t root) {
  const auto children = children_by_parent();
  std::vector<pid_t> found = {root};
  for (std::size_t next = 0; next < found.size(); ++next) {
    const auto [first, last] = children.equal_range(found[next]);
    for (auto child = first; child != last; ++child) found.push_back(child->second);
  }
  found.erase(found.begin());
  return found;
}

bool signal_descendants(int signal) {
  const auto living = descendants(::getpid());
  for (const pid_t process : living) signal_one(process, signal);
  return !living.empty();
}

void kill_descendants_and_wait(Duration deadline) {
  const auto until = std::chrono::steady_clock::now() + deadline;
  sigset_t child_ended;
  sigemptyset(&child_ended);
  sigaddset(&child_ended, SIGCHLD);
  while (std::chrono::steady_clock::now() < until) {
    pid_t reaped = 0;
    while ((reaped = ::waitpid(-1, nullptr, WNOHANG)) > 0) {
    }
    if (reaped < 0) return;  // no child left, so no descendant either: orphans would be ours
    signal_descendants(SIGKILL);
    const timespec moment{0, 10'000'000};
    ::sigtimedwait(&child_ended, nullptr, &moment);
  }
}

}  // namespace tetra::cell
