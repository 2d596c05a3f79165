#include "tests/wire/proxy/raw_client.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <vector>

namespace tetra::test {

RawClient::RawClient(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const timeval deadline{10, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &deadline, sizeof deadline);
  ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &deadline, sizeof deadline);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0)
    throw std::runtime_error("the proxy can not be reached");
}

RawClient::~RawClient() {
  if (fd_ >= 0) ::close(fd_);
}

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    reset_seen_ = n < 0 && (errno == ECONNRESET || errno == EPIPE);
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

void RawClient::finish_sending() {
  ::shutdown(fd_, SHUT_WR);
}

void RawClient::reset() {
  const linger now{1, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  ::close(fd_);
  fd_ = -1;
}

std::string RawClient::read_head() {
  std::string head;
  char c = 0;
  while (!head.ends_with("\r\n\r\n") && ::recv(fd_, &c, 1, 0) == 1) head += c;
  return head;
}

std::string RawClient::read(std::size_t n) {
  std::string bytes(n, '\0');
  std::size_t got = 0;
  while (got < n) {
    const ssize_t one = ::recv(fd_, bytes.data() + got, n - got, 0);
    if (one <= 0) break;
    got += static_cast<std::size_t>(one);
  }
  bytes.resize(got);
  return bytes;
}

RawClient::Rest RawClient::read_to_end() {
  Rest rest;
  std::vector<char> chunk(65536);
  for (;;) {
    const ssize_t n = ::recv(fd_, chunk.data(), chunk.size(), 0);
    if (n > 0) {
      rest.bytes.append(chunk.data(), static_cast<std::size_t>(n));
      continue;
    }
    const bool reset =
        reset_seen_ ||
        (n < 0 && (errno == ECONNRESET || errno == EPIPE));  // EPIPE: RST behind a FIN
    if (n == 0) rest.ending = Seen::fin;
    if (reset) rest.ending = Seen::reset;
    return rest;
  }
}

bool RawClient::is_silent_for(int milliseconds) {
  pollfd waiting{fd_, POLLIN | POLLRDHUP, 0};
  return ::poll(&waiting, 1, milliseconds) == 0;
}

}  // namespace tetra::test
