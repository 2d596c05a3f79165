#include "connector/proxy/pac_script.hpp"

#include <arpa/inet.h>
#include <duktape.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <ifaddrs.h>
#include <netdb.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "connector/proxy/pac_functions.hpp"
#include "engine/base/text.hpp"

namespace tetra::connector {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_heap = 64 * 1024 * 1024;
constexpr std::size_t most_answer = 64 * 1024;
constexpr rlim_t most_cpu_seconds = 10;  // should nobody be left to kill it
constexpr char good = '+', bad = '-';

/// The script's memory: what it asks for beyond the bound is refused, which it sees as an error.
struct Heap {
  std::size_t used = 0;

  struct alignas(std::max_align_t) Block {
    std::size_t bytes;
  };
  static void* allocate(void* self, duk_size_t bytes) { return reallocate(self, nullptr, bytes); }
  static void* reallocate(void* self, void* old, duk_size_t bytes) {
    Heap& heap = *static_cast<Heap*>(self);
    Block* block = old == nullptr ? nullptr : static_cast<Block*>(old) - 1;
    const std::size_t before = block == nullptr ? 0 : block->bytes;
    if (bytes == 0) {
      release(self, old);
      return nullptr;
    }
    if (bytes > most_heap || heap.used - before + bytes > most_heap) return nullptr;
    auto* grown = static_cast<Block*>(std::realloc(block, sizeof(Block) + bytes));
    if (grown == nullptr) return nullptr;
    heap.used += bytes - before;
    grown->bytes = bytes;
    return grown + 1;
  }
  static void release(void* self, void* old) {
    if (old == nullptr) return;
    Block* block = static_cast<Block*>(old) - 1;
    static_cast<Heap*>(self)->used -= block->bytes;
    std::free(block);
  }
};

struct ContextFree {
  void operator()(duk_context* context) const { duk_destroy_heap(context); }
};

/// dnsResolve: the first IPv4 address as text, or null.
duk_ret_t dns_resolve(duk_context* context) {
  const char* host = duk_safe_to_string(context, 0);
  addrinfo hints{};
  hints.ai_family = AF_INET;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host, nullptr, &hints, &found) != 0 || found == nullptr) {
    duk_push_null(context);
    return 1;
  }
  char address[INET_ADDRSTRLEN] = "";
  ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(found->ai_addr)->sin_addr, address,
              sizeof address);
  ::freeaddrinfo(found);
  duk_push_string(context, address);
  return 1;
}

/// myIpAddress: an IPv4 address of this machine, one that is not 127.0.0.0/8 if there is any.
duk_ret_t my_ip_address(duk_context* context) {
  char address[INET_ADDRSTRLEN] = "127.0.0.1";
  ifaddrs* all = nullptr;
  if (::getifaddrs(&all) == 0) {
    for (const ifaddrs* one = all; one != nullptr; one = one->ifa_next) {
      if (one->ifa_addr == nullptr || one->ifa_addr->sa_family != AF_INET) continue;
      const in_addr& raw = reinterpret_cast<const sockaddr_in*>(one->ifa_addr)->sin_addr;
      if (ntohl(raw.s_addr) >> 24 == 127) continue;
      ::inet_ntop(AF_INET, &raw, address, sizeof address);
      break;
    }
    ::freeifaddrs(all);
  }
  duk_push_string(context, address);
  return 1;
}

[[noreturn]] void on_fatal(void*, const char*) {
  ::_exit(3);
}

std::string evaluated(std::string_view script, const std::string& url, const std::string& host) {
  Heap heap;
  const std::unique_ptr<duk_context, ContextFree> owner(
      duk_create_heap(Heap::allocate, Heap::reallocate, Heap::release, &heap, on_fatal));
  duk_context* context = owner.get();
  if (context == nullptr) return std::string(1, bad) + "no memory for the script";
  duk_push_c_function(context, dns_resolve, 1);
  duk_put_global_string(context, "dnsResolve");
  duk_push_c_function(context, my_ip_address, 0);
  duk_put_global_string(context, "myIpAddress");
  const auto why = [&] { return std::string(1, bad) + duk_safe_to_string(context, -1); };
  const std::string_view functions = pac_functions();
  if (duk_peval_lstring(context, functions.data(), functions.size()) != 0) return why();
  if (duk_peval_lstring(context, script.data(), script.size()) != 0) return why();
  if (!duk_get_global_string(context, "FindProxyForURL") || !duk_is_function(context, -1))
    return std::string(1, bad) + "it has no function FindProxyForURL";
  duk_push_lstring(context, url.data(), url.size());
  duk_push_lstring(context, host.data(), host.size());
  if (duk_pcall(context, 2) != 0) return why();
  if (!duk_is_string(context, -1)) return std::string(1, bad) + "FindProxyForURL returned no text";
  duk_size_t length = 0;
  const char* list = duk_get_lstring(context, -1, &length);
  return std::string(1, good) + std::string(list, std::min<std::size_t>(length, most_answer));
}

/// The child: no way back into the connector's own code.
[[noreturn]] void run_child(int out, std::string_view script, const std::string& url,
                            const std::string& host) {
  const rlimit cpu{most_cpu_seconds, most_cpu_seconds};
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CPU, &cpu);
  ::setrlimit(RLIMIT_CORE, &none);
  const std::string answer = evaluated(script, url, host);
  std::size_t written = 0;
  while (written < answer.size()) {
    const ssize_t n = ::write(out, answer.data() + written, answer.size() - written);
    if (n <= 0) ::_exit(1);
    written += static_cast<std::size_t>(n);
  }
  ::_exit(0);
}

/// All that the child says until it ends or the deadline comes; nullopt: it did.
std::optional<std::string> heard_from(int in, Clock::time_point end,
                                      const std::atomic<bool>* stop) {
  std::string all;
  for (;;) {
    const auto now = Clock::now();
    if (now >= end || (stop != nullptr && *stop)) return std::nullopt;
    const auto slice = std::min<Duration>(end - now, std::chrono::milliseconds(100));
    pollfd entry{in, POLLIN, 0};
    const int ready = ::poll(
        &entry, 1, static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(slice).count()));
    if (ready < 0 && errno != EINTR) return std::nullopt;
    if (ready <= 0) continue;
    char bytes[4096];
    const ssize_t n = ::read(in, bytes, sizeof bytes);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return all;
    all.append(bytes, static_cast<std::size_t>(n));
  }
}

}  // namespace

PacResult run_pac_script(std::string_view script, const std::string& url, const std::string& host,
                         const Limits& limits) {
  if (script.starts_with("\xef\xbb\xbf")) script.remove_prefix(3);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0)
    return {std::nullopt, fmt::format("no pipe for the script: {}", std::strerror(errno))};
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    run_child(ends[1], script, url, host);
  }
  ::close(ends[1]);
  if (child < 0) {
    ::close(ends[0]);
    return {std::nullopt, fmt::format("no process for the script: {}", std::strerror(errno))};
  }
  const auto answer =
      heard_from(ends[0], std::min(Clock::now() + limits.read, limits.end), limits.stop);
  ::close(ends[0]);
  if (!answer) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  if (!answer) return {std::nullopt, "the script did not end in time"};
  if (answer->empty()) return {std::nullopt, "the script broke the interpreter off"};
  if (answer->front() != good) return {std::nullopt, text::printable(answer->substr(1), 200)};
  return {answer->substr(1), {}};
}

}  // namespace tetra::connector
