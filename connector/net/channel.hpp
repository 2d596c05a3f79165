#pragma once
#include <openssl/ssl.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "connector/net/limits.hpp"

namespace tetra::connector {

/// How the peer, or a deadline, ended a connection, as seen from this side.
enum class Ending {
  open,
  fin,           ///< TCP FIN on a connection without TLS
  close_notify,  ///< the TLS way to say good-bye (RFC 8446 6.1)
  truncated,     ///< FIN under TLS without close_notify
  reset,
  timeout,  ///< silence for longer than the read timeout
  time_limit,
  cancelled,
  tls_alert,  ///< a fatal alert
  tls_error,  ///< bytes that are no valid TLS record
  failed,     ///< any other errno
};
std::string_view to_string(Ending ending);

struct SslFree {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using SslPtr = std::unique_ptr<SSL, SslFree>;
using SslContextPtr = std::unique_ptr<SSL_CTX, SslFree>;

/// One TCP connection, with TLS on it or without, which remembers exactly how it ended. Owns its
/// socket (non-blocking) until `release`. Moveable. Not for two threads.
class Channel {
 public:
  Channel() = default;
  Channel(int fd, Limits limits) : fd_(fd), limits_(limits) {}
  Channel(Channel&& other) noexcept;
  Channel& operator=(Channel&& other) noexcept;
  ~Channel();

  int fd() const { return fd_; }
  bool is_open() const { return fd_ >= 0; }
  /// Gives the socket away; this channel goes on reading and writing it but won't close it.
  int release();
  /// Ends TLS politely if it still stands, then forgets the socket, closing it if it is ours.
  void close();

  /// The client's TLS handshake; on a channel that has TLS already, inside that. False: `ending`
  /// and `detail` tell, and SSL_get_verify_result on `ssl` for certificates.
  bool handshake(SslPtr ssl);
  SSL* ssl() const { return ssl_.get(); }

  /// Up to n bytes; 0 when the peer closed, -1 on anything else. `ending` tells which.
  std::ptrdiff_t read(char* into, std::size_t n);
  /// All n bytes or false.
  bool write(const char* from, std::size_t n);
  /// False when the peer has closed an idle connection, or has sent something unasked.
  bool is_idle();

  Ending ending() const { return ending_; }
  const std::string& detail() const { return detail_; }

 private:
  enum class Wanted { again, stop };
  Wanted after_ssl(int result, Duration most);
  bool may_go_on();
  bool wait(short events, Duration most);
  void end(Ending ending, std::string detail);
  void end_by_errno(int error);
  std::ptrdiff_t read_plain(char* into, std::size_t n);
  std::ptrdiff_t read_tls(char* into, std::size_t n);

  int fd_ = -1;
  bool owns_ = true;
  Limits limits_;
  SslPtr outer_;  // to a proxy, around what is behind it
  SslPtr ssl_;
  Ending ending_ = Ending::open;
  std::string detail_;
};

}  // namespace tetra::connector
