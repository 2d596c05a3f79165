#include "tests/unit/connector/test_server.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace tetra::connector::test {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

std::uint16_t bind_any(int fd) {
  sockaddr_in address = loopback(0);
  ::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address);
  socklen_t length = sizeof address;
  ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length);
  return ntohs(address.sin_port);
}

void set_deadline(int fd) {
  const timeval limit{5, 0};
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

}  // namespace

int Peer::read(char* into, int n) {
  if (ssl_ != nullptr) return SSL_read(ssl_, into, n);
  return static_cast<int>(::recv(fd_, into, static_cast<std::size_t>(n), 0));
}

bool Peer::read_some() {
  std::array<char, 4096> bytes{};
  return read(bytes.data(), static_cast<int>(bytes.size())) > 0;
}

std::string Peer::read_request() {
  std::string request;
  char byte = 0;
  while (!request.ends_with("\r\n\r\n")) {
    if (read(&byte, 1) <= 0) return {};
    request += byte;
  }
  const auto at = request.find("Content-Length: ");
  std::size_t body = at == std::string::npos ? 0 : std::stoul(request.substr(at + 16));
  for (; body > 0; --body) {
    if (read(&byte, 1) <= 0) return {};
    request += byte;
  }
  return request;
}

void Peer::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ssl_ != nullptr
                       ? SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()))
                       : static_cast<int>(::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL));
    if (n <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

void Peer::reset() {
  const linger now{1, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

void Peer::close_notify() {
  if (ssl_ != nullptr) SSL_shutdown(ssl_);
}

Server::Server(Handler handler, std::shared_ptr<SSL_CTX> tls)
    : handler_(std::move(handler)),
      tls_(std::move(tls)),
      listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  port_ = bind_any(listener_);
  ::listen(listener_, 64);
  acceptor_ = std::thread([this] {
    while (!stop_) {
      pollfd entry{listener_, POLLIN, 0};
      if (::poll(&entry, 1, 20) <= 0) continue;
      const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (fd < 0) continue;
      ++connections_;
      const std::lock_guard lock(mutex_);
      open_.push_back(fd);
      workers_.emplace_back([this, fd] { serve(fd); });
    }
  });
}

Server::~Server() {
  stop_ = true;
  acceptor_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const int fd : open_) ::shutdown(fd, SHUT_RDWR);
  }
  for (auto& worker : workers_) worker.join();
  ::close(listener_);
}

void Server::serve(int fd) {
  set_deadline(fd);
  SSL* ssl = tls_ ? SSL_new(tls_.get()) : nullptr;
  if (ssl != nullptr) SSL_set_fd(ssl, fd);
  if (ssl == nullptr || SSL_accept(ssl) == 1) {
    Peer peer(fd, ssl);
    handler_(peer);
  }
  SSL_free(ssl);
  const std::lock_guard lock(mutex_);
  open_.remove(fd);
  ::close(fd);
}

ClosedPort::ClosedPort()
    : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), port_(bind_any(fd_)) {}
ClosedPort::~ClosedPort() {
  ::close(fd_);
}

std::string request_path(const std::string& request) {
  const auto first = request.find(' ');
  return request.substr(first + 1, request.find(' ', first + 1) - first - 1);
}

std::string reply(const std::string& body, int status, const std::string& headers) {
  return fmt::format("HTTP/1.1 {} Word\r\nContent-Length: {}\r\n{}\r\n{}", status, body.size(),
                     headers, body);
}

Server::Handler proxy_handler(std::string answer, std::uint16_t origin_port,
                              std::optional<std::size_t> most, std::string* seen) {
  return [=](Peer& client) {
    const std::string request = client.read_request();
    if (seen != nullptr) *seen = request;
    client.send(answer);
    if (!answer.starts_with("HTTP/1.1 200")) return;
    const int origin = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(origin_port);
    ::connect(origin, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    std::array<char, 4096> buffer{};
    std::size_t left = most.value_or(SIZE_MAX);
    for (;;) {
      std::array<pollfd, 2> entries{pollfd{client.fd(), POLLIN, 0}, pollfd{origin, POLLIN, 0}};
      if (::poll(entries.data(), 2, 5000) <= 0) break;
      if (entries[0].revents != 0) {
        const auto n = ::recv(client.fd(), buffer.data(), buffer.size(), 0);
        if (n <= 0) break;
        ::send(origin, buffer.data(), static_cast<std::size_t>(n), MSG_NOSIGNAL);
      }
      if (entries[1].revents != 0) {
        const auto n = ::recv(origin, buffer.data(), buffer.size(), 0);
        if (n <= 0) break;
        const std::size_t count = std::min(left, static_cast<std::size_t>(n));
        ::send(client.fd(), buffer.data(), count, MSG_NOSIGNAL);
        left -= count;
        if (left == 0) break;
      }
    }
    ::close(origin);
  };
}

}  // namespace tetra::connector::test
