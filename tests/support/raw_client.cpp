#include "tests/support/raw_client.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <utility>

namespace tetra::test {
namespace {

using Clock = std::chrono::steady_clock;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_port = htons(port);
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return at;
}

bool wait_for(int fd, short what, std::chrono::milliseconds wait) {
  pollfd one{fd, what, 0};
  const auto deadline = Clock::now() + wait;
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    const int ready = ::poll(
        &one, 1, static_cast<int>(std::max<std::chrono::milliseconds::rep>(0, left.count())));
    if (ready >= 0 || errno != EINTR) return ready > 0;
  }
}

int connect_within(int fd, std::uint16_t port, std::chrono::milliseconds wait) {
  const int flags = ::fcntl(fd, F_GETFL);
  ::fcntl(fd, F_SETFL, flags | O_NONBLOCK);
  const sockaddr_in at = loopback(port);
  int error = ::connect(fd, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0 ? 0 : errno;
  if (error == EINPROGRESS) {
    error = ETIMEDOUT;
    if (wait_for(fd, POLLOUT, wait)) {
      socklen_t size = sizeof error;
      ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
    }
  }
  ::fcntl(fd, F_SETFL, flags);
  return error;
}

SSL_CTX* client_context(const RawClient::Settings& settings) {
  SSL_CTX* made = SSL_CTX_new(TLS_client_method());
  const int version = settings.security == Security::tls12 ? TLS1_2_VERSION : TLS1_3_VERSION;
  SSL_CTX_set_min_proto_version(made, version);
  SSL_CTX_set_max_proto_version(made, version);
  SSL_CTX_set_verify(made, SSL_VERIFY_NONE, nullptr);
  if (!settings.groups.empty()) SSL_CTX_set1_groups_list(made, settings.groups.c_str());
  return made;
}

}  // namespace

RawClient::RawClient(std::uint16_t port, Settings settings)
    : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (fd_ < 0) throw std::runtime_error("no socket left for a client");
  const timeval wait{std::chrono::seconds(20).count(), 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
  if (settings.receive_buffer > 0)
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &settings.receive_buffer,
                 sizeof settings.receive_buffer);
  connect_error_ = connect_within(fd_, port, settings.connect_within);
  // Made and reset before we looked: asking the socket has taken its error away, and a read would
  // call it a FIN.
  if (connect_error_ == ECONNRESET) {
    connect_error_ = 0;
    end_ = End::reset;
  }
  const int on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (settings.security == Security::plain) return;
  context_.reset(client_context(settings));
  ssl_.reset(SSL_new(context_.get()));
  SSL_set_bio(ssl_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
  SSL_set_connect_state(ssl_.get());
  SSL_set_msg_callback(ssl_.get(), on_message);
  SSL_set_msg_callback_arg(ssl_.get(), this);
  if (!settings.server_name.empty())
    SSL_set_tlsext_host_name(ssl_.get(), settings.server_name.c_str());
}

RawClient::RawClient(std::uint16_t port, Security security)
    : RawClient(port, [&] {
        Settings settings;
        settings.security = security;
        return settings;
      }()) {}

RawClient::~RawClient() {
  close();
}

// An alert record's two bytes, decrypted: level, number (RFC 8446 section 6).
void RawClient::on_message(int write, int /*version*/, int type, const void* data, std::size_t size,
                           SSL* /*ssl*/, void* self) {
  if (write == 0 && type == SSL3_RT_ALERT && size == 2)
    static_cast<RawClient*>(self)->alerts_.push_back(static_cast<const unsigned char*>(data)[1]);
}

bool RawClient::receive(std::chrono::milliseconds wait) {
  if (fd_ < 0 || ended_ || !wait_for(fd_, POLLIN, wait)) return false;
  std::array<char, 65536> chunk;
  const ssize_t n = ::recv(fd_, chunk.data(), chunk.size(), 0);
  if (n <= 0) {
    ended_ = true;
    if (end_ == End::open) end_ = n == 0 ? End::fin : End::reset;
    if (ssl_) BIO_set_mem_eof_return(SSL_get_rbio(ssl_.get()), 0);
    return false;
  }
  const auto got = static_cast<std::size_t>(n);
  raw_.append(chunk.data(), got);
  if (ssl_) {
    BIO_write(SSL_get_rbio(ssl_.get()), chunk.data(), static_cast<int>(n));
  } else {
    plain_.append(chunk.data(), got);
  }
  return true;
}

void RawClient::decrypt() {
  if (!ssl_ || !tls_error_.empty() || SSL_is_init_finished(ssl_.get()) == 0) return;
  std::array<char, 16384> chunk;
  for (;;) {
    ERR_clear_error();
    std::size_t n = 0;
    const int ok = SSL_read_ex(ssl_.get(), chunk.data(), chunk.size(), &n);
    if (ok == 1) {
      plain_.append(chunk.data(), n);
      continue;
    }
    const char* reason = SSL_get_error(ssl_.get(), ok) == SSL_ERROR_SSL
                             ? ERR_reason_error_string(ERR_peek_error())
                             : nullptr;
    if (reason != nullptr) tls_error_ = reason;
    ERR_clear_error();
    return;
  }
}

bool RawClient::flush_tls() {
  char* data = nullptr;
  const long size = BIO_get_mem_data(SSL_get_wbio(ssl_.get()), &data);
  const bool sent = size <= 0 || send_raw(std::string_view(data, static_cast<std::size_t>(size)));
  BIO_reset(SSL_get_wbio(ssl_.get()));
  return sent;
}

bool RawClient::handshake() {
  if (!ssl_) return connect_error_ == 0;
  for (;;) {
    ERR_clear_error();
    const int done = SSL_do_handshake(ssl_.get());
    const int why = SSL_get_error(ssl_.get(), done);
    if (const char* reason =
            why == SSL_ERROR_SSL ? ERR_reason_error_string(ERR_peek_error()) : nullptr)
      tls_error_ = reason;
    ERR_clear_error();
    flush_tls();
    if (done == 1) return true;
    if (why != SSL_ERROR_WANT_READ || !receive(patience)) return false;
  }
}

bool RawClient::send(std::string_view bytes) {
  if (!ssl_) return send_raw(bytes);
  return SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())) > 0 && flush_tls();
}

bool RawClient::send_raw(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

std::string RawClient::read(std::size_t n) {
  decrypt();
  while (plain_.size() < n && receive(patience)) decrypt();
  std::string got = plain_.substr(0, n);
  plain_.erase(0, got.size());
  return got;
}

std::string RawClient::read_head() {
  std::string head;
  while (!head.ends_with("\r\n\r\n")) {
    const std::string one = read(1);
    if (one.empty()) break;
    head += one;
  }
  return head;
}

Heard RawClient::listen(std::chrono::milliseconds quiet) {
  while (receive(quiet)) decrypt();
  decrypt();
  Heard heard;
  heard.bytes = std::exchange(plain_, {});
  heard.end = ended_ ? end_ : End::open;
  heard.alerts = alerts_;
  heard.tls_error = tls_error_;
  heard.whole_records = !ssl_ || ends_at_a_record(raw_);
  return heard;
}

void RawClient::idle(std::chrono::milliseconds time) const {
  ::poll(nullptr, 0, static_cast<int>(time.count()));
}

void RawClient::finish_sending() {
  if (ssl_) {
    SSL_shutdown(ssl_.get());
    flush_tls();
  }
  ::shutdown(fd_, SHUT_WR);
}

void RawClient::reset() {
  const linger now{1, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  close();
}

void RawClient::close() {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

void RawClient::drop_tls() {
  ssl_.reset();
  context_.reset();
  raw_ = std::string();
}

bool RawClient::established() const {
  tcp_info info{};
  socklen_t size = sizeof info;
  return ::getsockopt(fd_, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 &&
         info.tcpi_state == TCP_ESTABLISHED;
}

std::uint16_t RawClient::local_port() const {
  sockaddr_in at{};
  socklen_t size = sizeof at;
  ::getsockname(fd_, reinterpret_cast<sockaddr*>(&at), &size);
  return ntohs(at.sin_port);
}

}  // namespace tetra::test
