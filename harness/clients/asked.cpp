#include "harness/clients/asked.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

namespace tetra::clients {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t most_bytes = 65536;

}  // namespace

Asked::Asked(std::vector<std::string> words) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) return;
  out_ = ends[0];
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  if (::posix_spawnp(&process_, argv[0], &actions, &attributes, argv.data(), environ) != 0) process_ = -1;
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  if (process_ > 0) ended_ = static_cast<int>(::syscall(SYS_pidfd_open, process_, 0));
}

Asked::~Asked() {
  if (process_ > 0) {
    ::kill(-process_, SIGKILL);
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  if (ended_ >= 0) ::close(ended_);
  if (out_ >= 0) ::close(out_);
}

std::string Asked::read(Clock::duration most) {
  std::string text;
  if (process_ <= 0 || ended_ < 0) return text;
  const auto deadline = Clock::now() + most;
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return text;
    std::array<pollfd, 2> watched{pollfd{open_ ? out_ : -1, POLLIN, 0}, pollfd{ended_, POLLIN, 0}};
    if (::poll(watched.data(), watched.size(), static_cast<int>(left)) < 0 && errno != EINTR) return text;
    drain(text);
    if (watched[1].revents != 0) return text;
  }
}

std::optional<int> Asked::status() {
  int found = 0;
  if (process_ <= 0 || ::waitpid(process_, &found, WNOHANG) != process_) return std::nullopt;
  ::kill(-process_, SIGKILL);
  process_ = -1;
  if (!WIFEXITED(found)) return std::nullopt;
  return WEXITSTATUS(found);
}

void Asked::drain(std::string& text) {
  std::array<char, 4096> chunk;
  for (std::size_t turns = 0; turns < 64; ++turns) {  // one that never stops writing does not hold us
    const ssize_t n = ::read(out_, chunk.data(), chunk.size());
    open_ = n > 0 || (n < 0 && errno == EAGAIN);
    if (n <= 0) return;
    text.append(chunk.data(), std::min(static_cast<std::size_t>(n), most_bytes - text.size()));
  }
}

}  // namespace tetra::clients
