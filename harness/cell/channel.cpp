#include "harness/cell/channel.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstring>

namespace tetra::cell {
namespace {
using Clock = std::chrono::steady_clock;

bool send_all(int fd, const char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t sent = ::send(fd, data, size, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    data += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

Result<void> receive_all(int fd, char* into, std::size_t size, Clock::time_point until) {
  while (size > 0) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    pollfd waiting{fd, POLLIN, 0};
    const int ready =
        ::poll(&waiting, 1, static_cast<int>(std::clamp<std::int64_t>(left, 0, 1 << 30)));
    if (ready < 0 && errno == EINTR) continue;
    if (ready == 0) return fail("channel-timeout", {}, "the cell said nothing in time");
    const ssize_t got = ::recv(fd, into, size, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return fail("channel-closed", {}, "the cell ended without a word");
    into += got;
    size -= static_cast<std::size_t>(got);
  }
  return {};
}
}  // namespace

bool send_message(int fd, std::string_view message) {
  const auto length = static_cast<std::uint32_t>(message.size());
  char head[sizeof length];
  std::memcpy(head, &length, sizeof length);
  return send_all(fd, head, sizeof head) && send_all(fd, message.data(), message.size());
}

Result<std::string> receive_message(int fd, Duration deadline, std::size_t most) {
  const auto until = Clock::now() + deadline;
  char head[sizeof(std::uint32_t)];
  if (auto got = receive_all(fd, head, sizeof head, until); !got) return fail(got.error());
  std::uint32_t length = 0;
  std::memcpy(&length, head, sizeof length);
  if (length > most)
    return fail("channel-too-long", {},
                "the cell announced a message of " + std::to_string(length) + " bytes");
  std::string message(length, '\0');
  if (auto got = receive_all(fd, message.data(), message.size(), until); !got)
    return fail(got.error());
  return message;
}

}  // namespace tetra::cell
