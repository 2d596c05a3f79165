#include "connector/net/channel.hpp"

#include <openssl/err.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace tetra::connector {

using Clock = std::chrono::steady_clock;

std::string_view to_string(Ending ending) {
  switch (ending) {
    case Ending::open:
      return "open";
    case Ending::fin:
      return "fin";
    case Ending::close_notify:
      return "close-notify";
    case Ending::truncated:
      return "truncated";
    case Ending::reset:
      return "reset";
    case Ending::timeout:
      return "timeout";
    case Ending::time_limit:
      return "time-limit";
    case Ending::cancelled:
      return "cancelled";
    case Ending::tls_alert:
      return "tls-alert";
    case Ending::tls_error:
      return "tls-error";
    case Ending::failed:
      return "failed";
  }
  return "failed";
}

Channel::Channel(Channel&& other) noexcept {
  *this = std::move(other);
}

Channel& Channel::operator=(Channel&& other) noexcept {
  if (this == &other) return *this;
  close();
  fd_ = std::exchange(other.fd_, -1);
  owns_ = std::exchange(other.owns_, true);
  limits_ = other.limits_;
  outer_ = std::move(other.outer_);
  ssl_ = std::move(other.ssl_);
  ending_ = other.ending_;
  detail_ = std::move(other.detail_);
  return *this;
}

Channel::~Channel() {
  close();
}

int Channel::release() {
  owns_ = false;
  return fd_;
}

void Channel::close() {
  // After a fatal error OpenSSL forbids a close_notify; an unfinished handshake has none to send.
  if (ssl_ && (ending_ == Ending::open || ending_ == Ending::close_notify) &&
      SSL_is_init_finished(ssl_.get()) != 0)
    SSL_shutdown(ssl_.get());
  ERR_clear_error();
  ssl_.reset();
  outer_.reset();
  if (fd_ >= 0 && owns_) ::close(fd_);
  fd_ = -1;
  owns_ = true;
}

void Channel::end(Ending ending, std::string detail) {
  if (ending_ != Ending::open) return;
  ending_ = ending;
  detail_ = std::move(detail);
}

void Channel::end_by_errno(int error) {
  const bool reset = error == ECONNRESET || error == EPIPE;
  end(reset ? Ending::reset : Ending::failed, std::strerror(error));
}

bool Channel::may_go_on() {
  if (limits_.stop != nullptr && *limits_.stop) return end(Ending::cancelled, "stopped"), false;
  if (Clock::now() >= limits_.end) return end(Ending::time_limit, "the time limit ended"), false;
  return true;
}

bool Channel::wait(short events, Duration most) {
  const auto start = Clock::now();
  for (;;) {
    if (!may_go_on()) return false;
    const auto now = Clock::now();
    if (now - start >= most)
      return end(Ending::timeout, "silent for " + tetra::to_string(most)), false;
    const auto left =
        std::clamp<Duration>(std::min<Duration>(most - (now - start), limits_.end - now),
                             Duration::zero(), std::chrono::milliseconds(100));
    pollfd entry{fd_, events, 0};
    const int n = ::poll(
        &entry, 1, static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(left).count()));
    if (n > 0) return true;
    if (n < 0 && errno != EINTR) return end_by_errno(errno), false;
  }
}

Channel::Wanted Channel::after_ssl(int result, Duration most) {
  const int saved = errno;
  const int error = SSL_get_error(ssl_.get(), result);
  if (error == SSL_ERROR_WANT_READ) return wait(POLLIN, most) ? Wanted::again : Wanted::stop;
  if (error == SSL_ERROR_WANT_WRITE) return wait(POLLOUT, most) ? Wanted::again : Wanted::stop;
  if (error == SSL_ERROR_ZERO_RETURN)
    return end(Ending::close_notify, "close_notify"), Wanted::stop;
  const unsigned long code = ERR_peek_error();
  const int reason = ERR_GET_REASON(code);
  if (error == SSL_ERROR_SYSCALL && code == 0) {
    if (saved == 0) {
      end(Ending::truncated, "FIN without close_notify");
    } else {
      end_by_errno(saved);
    }
    return Wanted::stop;
  }
  const char* text = ERR_reason_error_string(code);
  const std::string detail = text == nullptr ? "TLS failed" : text;
  if (reason == SSL_R_UNEXPECTED_EOF_WHILE_READING) {
    end(Ending::truncated, "FIN without close_notify");
  } else if (reason >= SSL_AD_REASON_OFFSET && reason < SSL_AD_REASON_OFFSET + 256) {
    end(Ending::tls_alert, detail);
  } else {
    end(Ending::tls_error, detail);
  }
  return Wanted::stop;
}

bool Channel::handshake(SslPtr ssl) {
  outer_ = std::move(ssl_);
  ssl_ = std::move(ssl);
  if (outer_) {
    BIO* const inside = BIO_new(BIO_f_ssl());
    BIO_set_ssl(inside, outer_.get(), BIO_NOCLOSE);
    SSL_set_bio(ssl_.get(), inside, inside);
  } else {
    SSL_set_fd(ssl_.get(), fd_);
  }
  for (;;) {
    ERR_clear_error();
    errno = 0;
    const int result = SSL_connect(ssl_.get());
    if (result == 1) return true;
    if (after_ssl(result, limits_.read) == Wanted::stop) return false;
  }
}

std::ptrdiff_t Channel::read(char* into, std::size_t n) {
  if (ending_ != Ending::open)
    return ending_ == Ending::fin || ending_ == Ending::close_notify ? 0 : -1;
  if (!may_go_on()) return -1;  // a peer that never stops sending is never waited for
  return ssl_ ? read_tls(into, n) : read_plain(into, n);
}

std::ptrdiff_t Channel::read_plain(char* into, std::size_t n) {
  for (;;) {
    const ssize_t got = ::recv(fd_, into, n, 0);
    if (got > 0) return got;
    if (got == 0) return end(Ending::fin, "FIN"), 0;
    if (errno == EINTR) continue;
    if (errno != EAGAIN && errno != EWOULDBLOCK) return end_by_errno(errno), -1;
    if (!wait(POLLIN, limits_.read)) return -1;
  }
}

std::ptrdiff_t Channel::read_tls(char* into, std::size_t n) {
  for (;;) {
    ERR_clear_error();
    errno = 0;
    const int result =
        SSL_read(ssl_.get(), into, static_cast<int>(std::min<std::size_t>(n, 1 << 30)));
    if (result > 0) return result;
    if (after_ssl(result, limits_.read) == Wanted::stop)
      return ending_ == Ending::close_notify ? 0 : -1;
  }
}

bool Channel::write(const char* from, std::size_t n) {
  while (n > 0 && ending_ == Ending::open) {
    ERR_clear_error();
    errno = 0;
    const ssize_t put = ssl_ ? SSL_write(ssl_.get(), from, static_cast<int>(n))
                             : ::send(fd_, from, n, MSG_NOSIGNAL);
    if (put > 0) {
      from += put;
      n -= static_cast<std::size_t>(put);
    } else if (ssl_) {
      after_ssl(static_cast<int>(put), limits_.read);
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      wait(POLLOUT, limits_.read);
    } else if (errno != EINTR) {
      end_by_errno(errno);
    }
  }
  return n == 0;
}

bool Channel::is_idle() {
  if (ending_ != Ending::open) return false;
  char byte = 0;
  if (ssl_) {
    ERR_clear_error();
    // Also digests session tickets that came after the handshake, which are no sign of life or
    // death.
    const int result = SSL_peek(ssl_.get(), &byte, 1);
    return result <= 0 && SSL_get_error(ssl_.get(), result) == SSL_ERROR_WANT_READ;
  }
  const ssize_t got = ::recv(fd_, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

}  // namespace tetra::connector
