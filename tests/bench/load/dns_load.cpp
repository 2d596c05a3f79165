#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstring>
#include <string>

#include "tests/bench/load/loads.hpp"

namespace bench {
namespace {

constexpr std::size_t window = 128;
constexpr std::size_t batch = 32;

// RFC 1035 section 4.1: id, RD, one question; the name's labels; type A, class IN.
std::string query_for(const std::string& name) {
  std::string bytes("\0\0\1\0\0\1\0\0\0\0\0\0", 12);
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t dot = std::min(name.find('.', at), name.size());
    bytes += static_cast<char>(dot - at);
    bytes += name.substr(at, dot - at);
    at = dot + 1;
  }
  return bytes + std::string("\0\0\1\0\1", 5);
}

class Asker {
 public:
  Asker(std::uint16_t port, const std::string& name)
      : fd_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    to.sin_port = htons(port);
    ::connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to);
    for (std::size_t i = 0; i < batch; ++i) {
      queries_[i] = query_for(name);
      out_[i] = iovec{queries_[i].data(), queries_[i].size()};
      in_[i] = iovec{answers_[i].data(), answers_[i].size()};
      sends_[i].msg_hdr.msg_iov = &out_[i];
      reads_[i].msg_hdr.msg_iov = &in_[i];
      sends_[i].msg_hdr.msg_iovlen = reads_[i].msg_hdr.msg_iovlen = 1;
    }
  }
  Asker(const Asker&) = delete;
  Asker& operator=(const Asker&) = delete;
  ~Asker() { ::close(fd_); }

  void ask(std::size_t count) {
    while (count > 0) {
      const std::size_t now = std::min(count, batch);
      for (std::size_t i = 0; i < now; ++i) {
        const std::uint16_t id = htons(++id_);
        std::memcpy(queries_[i].data(), &id, sizeof id);
      }
      const int sent = ::sendmmsg(fd_, sends_.data(), static_cast<unsigned>(now), 0);
      if (sent > 0) count -= static_cast<std::size_t>(sent);
    }
  }

  // Whole answers without an error that carry a record; 0 after a fifth of a second of silence.
  std::size_t answers() {
    pollfd ready{fd_, POLLIN, 0};
    if (::poll(&ready, 1, 200) <= 0) return 0;
    const int got = ::recvmmsg(fd_, reads_.data(), batch, MSG_DONTWAIT, nullptr);
    std::size_t good = 0;
    for (int i = 0; i < got; ++i) {
      const auto& answer = answers_[static_cast<std::size_t>(i)];
      good += (answer[3] & 0xf) == 0 && answer[7] > 0 ? 1 : 0;
    }
    return good;
  }

 private:
  int fd_;
  std::uint16_t id_ = 0;
  std::array<std::string, batch> queries_;
  std::array<std::array<char, 1500>, batch> answers_{};
  std::array<iovec, batch> out_{}, in_{};
  std::array<mmsghdr, batch> sends_{}, reads_{};
};

}  // namespace

double run_dns(std::uint16_t port, const std::string& name, double seconds) {
  using Clock = std::chrono::steady_clock;
  Asker asker(port, name);
  asker.ask(window);
  std::uint64_t answers = 0;
  const auto start = Clock::now();
  while (Clock::now() - start < std::chrono::duration<double>(seconds)) {
    const std::size_t got = asker.answers();
    answers += got;
    asker.ask(got == 0 ? window : got);  // silence: all that were on their way are lost
  }
  return static_cast<double>(answers) / std::chrono::duration<double>(Clock::now() - start).count();
}

}  // namespace bench
