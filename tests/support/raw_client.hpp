#pragma once
#include <openssl/ssl.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace tetra::test {

/// How long anything may take before a test says that it never came.
inline constexpr std::chrono::milliseconds patience{20'000};
/// How long a peer must send nothing to be called silent. Only shortens a test that would fail;
/// never decides an order.
inline constexpr std::chrono::milliseconds silence{60};

enum class Security { plain, tls12, tls13 };
std::string_view to_string(Security security);

/// What ended a connection, as the client's kernel says.
enum class End { fin, reset, open };
std::string_view to_string(End end);
inline void PrintTo(Security security, std::ostream* out) {
  *out << to_string(security);
}
inline void PrintTo(End end, std::ostream* out) {
  *out << to_string(end);
}

/// All that came from some moment on.
struct Heard {
  std::string bytes;        ///< application data
  End end = End::open;      ///< `open`: nothing more came until the deadline
  std::vector<int> alerts;  ///< numbers of the TLS alerts that came, since the connection began; 0
                            ///< is close_notify
  std::string tls_error;    ///< why OpenSSL stopped reading: "unexpected eof while reading"
  bool whole_records =
      true;  ///< what the kernel got ends where a TLS record does (RFC 8446 section 5.1)

  bool close_notify() const { return !alerts.empty() && alerts.back() == 0; }
  /// Bytes behind the first empty line; empty when there is none.
  std::string_view body() const;
  std::string_view head() const;
};

/// A client with nothing between the test and what its kernel was given. Belongs to the test's
/// thread.
class RawClient {
 public:
  struct Settings {
    Security security = Security::plain;
    int receive_buffer = 0;   ///< SO_RCVBUF before connecting; 0: the kernel's
    std::string groups;       ///< key exchange groups, OpenSSL list; empty: the library's
    std::string server_name;  ///< SNI; empty: none
    std::chrono::milliseconds connect_within = patience;
  };
  RawClient(std::uint16_t port, Settings settings);
  explicit RawClient(std::uint16_t port, Security security = Security::plain);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  /// 0, or the errno of connect(2); ETIMEDOUT behind the deadline.
  int connect_error() const { return connect_error_; }
  /// True at once when plain. False: `listen` tells what came instead.
  bool handshake();
  /// False when the peer has reset.
  bool send(std::string_view bytes);
  /// Below TLS.
  bool send_raw(std::string_view bytes);
  /// At most that many bytes; fewer when the peer ends or `patience` does.
  std::string read(std::size_t n);
  /// Up to and with the empty line.
  std::string read_head();
  /// All that comes until the peer ends, or nothing comes for `quiet`.
  Heard listen(std::chrono::milliseconds quiet = patience);
  /// Sends close_notify when TLS, and FIN; the connection can still be read.
  void finish_sending();
  /// Stays away from the socket for that long, as a slow reader does; never to wait for something.
  void idle(std::chrono::milliseconds time) const;
  void reset();
  void close();
  /// Gives up the TLS state and keeps the socket open: for thousands of idle connections.
  void drop_tls();

  /// Everything that the kernel has delivered so far, TLS records and all.
  const std::string& raw() const { return raw_; }
  /// Whether the kernel holds the connection for established.
  bool established() const;
  std::uint16_t local_port() const;
  SSL* native() { return ssl_.get(); }

 private:
  bool receive(std::chrono::milliseconds wait);
  void decrypt();
  bool flush_tls();
  static void on_message(int write, int version, int type, const void* data, std::size_t size,
                         SSL* ssl, void* self);

  int fd_ = -1;
  int connect_error_ = 0;
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_{nullptr, SSL_CTX_free};
  std::unique_ptr<SSL, decltype(&SSL_free)> ssl_{nullptr, SSL_free};
  bool ended_ = false;   // read to the end
  End end_ = End::open;  // how it ends, or will once what waits in the socket is read
  std::string raw_, plain_;
  std::vector<int> alerts_;
  std::string tls_error_;
};

/// Whether the bytes are whole TLS records.
bool ends_at_a_record(std::string_view raw);
/// The content type of the last whole record; -1 when there is none.
int last_record_type(std::string_view raw);

}  // namespace tetra::test
