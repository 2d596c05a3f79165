#pragma once
#include <openssl/ssl.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace tetra::connector::test {

/// The server's end of one connection, blocking, with a deadline of 5 s on every read.
class Peer {
 public:
  Peer(int fd, SSL* ssl) : fd_(fd), ssl_(ssl) {}
  /// A request's head with its blank line, and its body when it tells a length; empty when the
  /// client is gone.
  std::string read_request();
  void send(std::string_view bytes);
  void reset();  ///< RST instead of FIN when the handler returns
  void close_notify();
  int fd() const { return fd_; }
  int read(char* into, int n);
  /// Whatever there is; false when the client is gone.
  bool read_some();

 private:
  int fd_;
  SSL* ssl_;
};

/// Listens on 127.0.0.1 and a free port; one thread a connection; joined at the end.
class Server {
 public:
  using Handler = std::function<void(Peer&)>;
  explicit Server(Handler handler, std::shared_ptr<SSL_CTX> tls = nullptr);
  ~Server();
  std::uint16_t port() const { return port_; }
  int connections() const { return connections_; }

 private:
  void serve(int fd);

  Handler handler_;
  std::shared_ptr<SSL_CTX> tls_;
  int listener_;
  std::uint16_t port_ = 0;
  std::atomic<int> connections_{0};
  std::atomic<bool> stop_{false};
  std::mutex mutex_;
  std::list<int> open_;
  std::list<std::thread> workers_;
  std::thread acceptor_;
};

/// A port on which nobody listens: bound, so that nobody else gets it, and never listened on.
class ClosedPort {
 public:
  ClosedPort();
  ~ClosedPort();
  std::uint16_t port() const { return port_; }

 private:
  int fd_;
  std::uint16_t port_ = 0;
};

std::string request_path(const std::string& request);
std::string reply(const std::string& body, int status = 200, const std::string& headers = "");

/// An HTTP proxy that answers CONNECT with `answer`; on 200 it relays to `origin_port`, at most
/// `most` bytes towards the client.
Server::Handler proxy_handler(std::string answer, std::uint16_t origin_port,
                              std::optional<std::size_t> most, std::string* seen);

}  // namespace tetra::connector::test
