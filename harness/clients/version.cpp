#include <fcntl.h>
#include <poll.h>
#include <re2/re2.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>

#include "harness/clients/client.hpp"

namespace tetra::clients {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t most_bytes = 65536;

// A command with its output in a pipe and a process group of its own, which is killed with all that it left behind.
class Asked {
 public:
  explicit Asked(std::vector<std::string> words) {
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
  Asked(const Asked&) = delete;
  Asked& operator=(const Asked&) = delete;
  ~Asked() {
    if (process_ > 0) {
      ::kill(-process_, SIGKILL);
      while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
      }
    }
    if (ended_ >= 0) ::close(ended_);
    if (out_ >= 0) ::close(out_);
  }

  // Until the command itself ends: what it started may hold the pipe for ever.
  std::string read(Clock::duration most) {
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

 private:
  void drain(std::string& text) {
    std::array<char, 4096> chunk;
    for (std::size_t turns = 0; turns < 64; ++turns) {  // one that never stops writing does not hold us
      const ssize_t n = ::read(out_, chunk.data(), chunk.size());
      open_ = n > 0 || (n < 0 && errno == EAGAIN);
      if (n <= 0) return;
      text.append(chunk.data(), std::min(static_cast<std::size_t>(n), most_bytes - text.size()));
    }
  }

  pid_t process_ = -1;
  int out_ = -1;
  int ended_ = -1;
  bool open_ = true;
};

}  // namespace

std::string read_version(const Client& client, const std::map<std::string, std::string>& placeholders) {
  std::vector<std::string> words;
  for (const std::string& word : client.version_command) words.push_back(fill(word, placeholders));
  if (words.empty()) return {};
  const std::string text = Asked(std::move(words)).read(std::chrono::seconds(5));
  std::string version;
  RE2::PartialMatch(text, client.version_pattern, &version);
  return version;
}

}  // namespace tetra::clients
