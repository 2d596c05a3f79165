#include "harness/cell/spawn.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>

#include "engine/base/text.hpp"
#include "engine/wire/descriptors.hpp"
#include "harness/cell/refusal.hpp"

namespace tetra::cell {
namespace {

struct Pipe {
  Fd read;
  Fd write;
};

Result<Pipe> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return refused("pipe");
  return Pipe{Fd(ends[0]), Fd(ends[1])};
}

bool is_program(const std::string& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 && S_ISREG(found.st_mode) &&
         ::access(path.c_str(), X_OK) == 0;
}

Result<std::string> find_program(const std::string& name, const Environment& environment) {
  if (name.find('/') != name.npos) return name;
  const auto path = environment.find("PATH");
  if (path != environment.end()) {
    for (const auto& directory : text::split(path->second, ':')) {
      auto candidate = directory + '/' + name;
      if (is_program(candidate)) return candidate;
    }
  }
  return refused(name, ENOENT);
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> result;
  for (auto& string : strings) result.push_back(string.data());
  result.push_back(nullptr);
  return result;
}

std::vector<std::string> pairs(const Environment& environment) {
  std::vector<std::string> result;
  for (const auto& [name, value] : environment) result.push_back(name + '=' + value);
  return result;
}

class Actions {
 public:
  Actions() { ::posix_spawn_file_actions_init(&actions_); }
  ~Actions() { ::posix_spawn_file_actions_destroy(&actions_); }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;
  void use_pipes(int out, int err) {
    ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions_, out, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions_, err, STDERR_FILENO);
  }
  const posix_spawn_file_actions_t* finish(const std::string& directory) {
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, 3);
    if (!directory.empty()) ::posix_spawn_file_actions_addchdir_np(&actions_, directory.c_str());
    return &actions_;
  }

 private:
  posix_spawn_file_actions_t actions_;
};

class Attributes {
 public:
  explicit Attributes(bool own_session) {
    ::posix_spawnattr_init(&attributes_);
    sigset_t all;
    sigset_t none;
    sigfillset(&all);
    sigemptyset(&none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    const int flags =
        POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | (own_session ? POSIX_SPAWN_SETSID : 0);
    ::posix_spawnattr_setflags(&attributes_, static_cast<short>(flags));
  }
  ~Attributes() { ::posix_spawnattr_destroy(&attributes_); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_;
};

Result<void> check(const ClientCommand& command) {
  if (command.argv.empty()) return refused("no command", EINVAL);
  struct stat found {};
  if (command.directory.empty()) return {};
  if (::stat(command.directory.c_str(), &found) != 0) return refused(command.directory);
  if (!S_ISDIR(found.st_mode)) return refused(command.directory, ENOTDIR);
  return {};
}

Result<pid_t> start(const ClientCommand& command, Actions& actions) {
  const auto program = find_program(command.argv.front(), command.environment);
  if (!program) return fail(program.error());
  auto argv = command.argv;
  auto environment = pairs(command.environment);
  const Attributes attributes(!command.terminal);
  pid_t process = -1;
  const wire::OrdinaryDescriptors ordinary;
  const int error =
      ::posix_spawn(&process, program->c_str(), actions.finish(command.directory), attributes.get(),
                    pointers(argv).data(), pointers(environment).data());
  if (error != 0) return refused(*program, error);
  return process;
}

}  // namespace

Result<Spawned> spawn(const ClientCommand& command) {
  if (auto good = check(command); !good) return fail(good.error());
  Actions actions;
  Spawned spawned;
  if (command.terminal) {
    auto process = start(command, actions);
    if (!process) return fail(process.error());
    spawned.process = *process;
    return spawned;
  }
  auto out = make_pipe();
  auto err = make_pipe();
  if (!out || !err) return fail(out ? err.error() : out.error());
  actions.use_pipes(out->write.get(), err->write.get());
  auto process = start(command, actions);
  if (!process) return fail(process.error());
  spawned.process = *process;
  spawned.out = std::move(out->read);
  spawned.err = std::move(err->read);
  return spawned;
}

}  // namespace tetra::cell
