#include "tests/bench/load/flow.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace bench {
namespace {

std::array<char, 128 * 1024> scratch;

// Connections of a minute ago still hold their ports in TIME_WAIT: every connection comes from the
// next loopback address.
sockaddr_in address(std::uint32_t host, std::uint16_t port) {
  sockaddr_in made{};
  made.sin_family = AF_INET;
  made.sin_addr.s_addr = htonl(host);
  made.sin_port = htons(port);
  return made;
}

std::uint64_t length_in(const std::string& head) {
  for (const char* name : {"Content-Length: ", "Content-length: ", "content-length: "}) {
    const auto at = head.find(name);
    if (at != std::string::npos)
      return std::strtoull(head.c_str() + at + std::strlen(name), nullptr, 10);
  }
  return 0;
}

}  // namespace

void Flow::start() {
  static std::uint32_t next = 0;
  close();
  stage_ = Stage::connecting;
  preamble_sent_ = in_body_ = false;
  head_.clear();
  fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  const int on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  ::setsockopt(fd_, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
  if (plan_.stall) {
    const int small = 4096;
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
  }
  const sockaddr_in from = address(0x7f010001 + next++ % 64, 0);
  ::bind(fd_, reinterpret_cast<const sockaddr*>(&from), sizeof from);
  const sockaddr_in to = address(INADDR_LOOPBACK, plan_.port);
  ::connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to);
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT | EPOLLET;
  event.data.ptr = this;
  ::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd_, &event);
}

void Flow::close() {
  if (ssl_ != nullptr) {
    if (SSL_is_init_finished(ssl_) == 1) SSL_shutdown(ssl_);
    SSL_free(ssl_);
  }
  ssl_ = nullptr;
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

void Flow::advance() {
  for (;;) {
    const Step done = step();
    if (done == Step::wait) return;
    if (done == Step::on) continue;
    ++tally_.failures;
    start();
    return;  // the new socket tells when it is connected
  }
}

Flow::Step Flow::step() {
  switch (stage_) {
    case Stage::connecting:
      return connected();
    case Stage::tunnelling:
      return preamble_sent_ ? read_preamble() : send_plain(plan_.preamble, Stage::tunnelling);
    case Stage::shaking:
      return shake();
    case Stage::asking:
      return ask();
    case Stage::reading:
      return read();
    case Stage::held:
      return Step::wait;
  }
  return Step::fail;
}

Flow::Step Flow::connected() {
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(fd_, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error != 0) return Step::fail;
  sockaddr_in peer{};
  size = sizeof peer;
  if (::getpeername(fd_, reinterpret_cast<sockaddr*>(&peer), &size) != 0) return Step::wait;
  stage_ = plan_.preamble.empty() ? Stage::shaking : Stage::tunnelling;
  return Step::on;
}

Flow::Step Flow::send_plain(const std::string& bytes, Stage next) {
  const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (sent < 0 && errno == EAGAIN) return Step::wait;
  if (sent != static_cast<ssize_t>(bytes.size())) return Step::fail;
  preamble_sent_ = true;
  stage_ = next;
  return Step::on;
}

Flow::Step Flow::read_preamble() {
  char byte = 0;
  const auto got = ::recv(fd_, &byte, 1, 0);
  if (got < 0 && errno == EAGAIN) return Step::wait;
  if (got != 1) return Step::fail;
  head_ += byte;
  if (!head_.ends_with("\r\n\r\n")) return Step::on;
  if (head_.find(" 200 ") == std::string::npos) return Step::fail;
  head_.clear();
  stage_ = Stage::shaking;
  return Step::on;
}

Flow::Step Flow::shake() {
  if (plan_.tls) {
    if (ssl_ == nullptr) {
      ssl_ = SSL_new(plan_.context);
      SSL_set_fd(ssl_, fd_);
      SSL_set_connect_state(ssl_);
      SSL_set_tlsext_host_name(ssl_, "tetra-defs.amp.cisco.com");
    }
    const int done = SSL_do_handshake(ssl_);
    if (done != 1)
      return SSL_get_error(ssl_, done) == SSL_ERROR_WANT_READ ? Step::wait : Step::fail;
  }
  ++tally_.connections;
  stage_ = Stage::asking;
  if (!plan_.request.empty()) return Step::on;
  start();
  return Step::wait;
}

Flow::Step Flow::ask() {
  stage_ = Stage::reading;
  head_.clear();
  in_body_ = false;
  if (ssl_ == nullptr) return send_plain(plan_.request, Stage::reading);
  // A request is far smaller than an empty socket buffer.
  return SSL_write(ssl_, plan_.request.data(), static_cast<int>(plan_.request.size())) > 0
             ? Step::on
             : Step::fail;
}

long Flow::receive(char* into, std::size_t size, bool& blocked) {
  if (ssl_ != nullptr) {
    const int got = SSL_read(ssl_, into, static_cast<int>(size));
    blocked = got <= 0 && SSL_get_error(ssl_, got) == SSL_ERROR_WANT_READ;
    return got;
  }
  const auto got = ::recv(fd_, into, size, 0);
  blocked = got < 0 && errno == EAGAIN;
  return got;
}

Flow::Step Flow::read() {
  bool blocked = false;
  const long got = receive(scratch.data(), plan_.stall ? 64 : scratch.size(), blocked);
  if (blocked) return Step::wait;
  if (got <= 0) return Step::fail;
  take(scratch.data(), static_cast<std::size_t>(got));
  if (in_body_ && left_ == 0) return answered();
  if (in_body_ && plan_.stall) stage_ = Stage::held;
  return Step::on;
}

void Flow::sip(std::size_t most) {
  bool blocked = false;
  const long got = receive(scratch.data(), most, blocked);
  if (got > 0) take(scratch.data(), static_cast<std::size_t>(got));
}

void Flow::take(const char* data, std::size_t size) {
  if (!in_body_) {
    head_.append(data, size);
    const auto end = head_.find("\r\n\r\n");
    if (end == std::string::npos) return;
    in_body_ = true;
    left_ = length_in(head_);
    size = head_.size() - end - 4;
  }
  tally_.bytes += size;
  left_ -= std::min<std::uint64_t>(left_, size);
}

Flow::Step Flow::answered() {
  if (head_.find(" 200 ") == std::string::npos) return Step::fail;
  ++tally_.answers;
  stage_ = plan_.hold ? Stage::held : Stage::asking;
  if (!plan_.once) return Step::on;
  if (tally_.ending) {
    close();
    stage_ = Stage::held;
    return Step::wait;
  }
  start();
  return Step::wait;
}

}  // namespace bench
