#include "engine/wire/tls_connection.hpp"

#include <openssl/err.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "engine/wire/spawn.hpp"

namespace tetra::wire {
namespace {

const std::size_t small_string = std::string().capacity();

// The one buffer that goes round among the connections of this thread: those that send nothing own
// none, and ten thousand must fit.
std::string& spare() {
  thread_local std::string buffer;
  return buffer;
}

void give_back(std::string& used) {
  used.clear();
  if (used.capacity() > spare().capacity()) spare().swap(used);
  used = std::string();
}

}  // namespace

// What OpenSSL calls. It sees a BIO whose bytes live in the connection's two strings.
struct TlsCallbacks {
  static TlsConnection& of(BIO* bio) { return *static_cast<TlsConnection*>(BIO_get_data(bio)); }

  static int write(BIO* bio, const char* data, int length) {
    std::string& outgoing = of(bio).outgoing_;
    if (outgoing.empty() && outgoing.capacity() <= small_string) outgoing.swap(spare());
    outgoing.append(data, static_cast<std::size_t>(length));
    return length;
  }
  static int read(BIO* bio, char* into, int length) {
    TlsConnection& self = of(bio);
    const std::size_t n =
        std::min(self.incoming_.size() - self.incoming_at_, static_cast<std::size_t>(length));
    BIO_clear_retry_flags(bio);
    if (n == 0) {
      BIO_set_retry_read(bio);
      return -1;
    }
    std::memcpy(into, self.incoming_.data() + self.incoming_at_, n);
    self.incoming_at_ += n;
    return static_cast<int>(n);
  }
  static long control(BIO* /*bio*/, int command, long /*number*/, void* /*pointer*/) {
    return command == BIO_CTRL_FLUSH ? 1 : 0;
  }

  static BIO_METHOD* method() {
    static BIO_METHOD* const made = [] {
      BIO_METHOD* m = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "tetra memory");
      BIO_meth_set_write(m, write);
      BIO_meth_set_read(m, read);
      BIO_meth_set_ctrl(m, control);
      return m;
    }();
    return made;
  }
};

TlsConnection::TlsConnection(ConnectionPtr transport, SSL* ssl)
    : transport_(std::move(transport)), ssl_(ssl) {
  BIO* bio = BIO_new(TlsCallbacks::method());
  BIO_set_data(bio, this);
  BIO_set_init(bio, 1);
  SSL_set_bio(ssl_, bio, bio);
  SSL_set_mode(ssl_, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                         SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
}

TlsConnection::~TlsConnection() {
  SSL_free(ssl_);
}

std::string TlsConnection::version() const {
  return SSL_get_version(ssl_);
}

std::string TlsConnection::application_protocol() const {
  const unsigned char* name = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(ssl_, &name, &size);
  return {reinterpret_cast<const char*>(name), size};
}

Task<error_code> TlsConnection::flush() {
  // A reader may have an alert to send while a writer waits: whoever came first sends for both.
  if (sending_) co_return error_code();
  sending_ = true;
  error_code ec;
  while (!outgoing_.empty() && !ec) {
    batch_.swap(outgoing_);
    const IoResult sent = co_await transport_->write(asio::buffer(batch_));
    give_back(batch_);
    ec = sent.ec;
  }
  sending_ = false;
  co_return ec;
}

Task<error_code> TlsConnection::fill() {
  incoming_.erase(0, incoming_at_);
  incoming_at_ = 0;
  const std::size_t kept = incoming_.size();
  // A request fits the first; the rest of a full record (16 KiB and its header) fits the second.
  const std::size_t most = kept == 0 ? 2048 : 17 * 1024;
  incoming_.resize(kept + most);
  const IoResult got = co_await transport_->read_some(asio::buffer(incoming_.data() + kept, most));
  incoming_.resize(kept + got.bytes);
  if (incoming_.empty()) incoming_.shrink_to_fit();
  co_return got.ec;
}

void TlsConnection::note_failure() {
  const unsigned long code = ERR_peek_error();
  const char* reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  failure_ = reason == nullptr ? "closed" : reason;
  ERR_clear_error();
}

Task<IoResult> TlsConnection::read_some(asio::mutable_buffer into) {
  for (;;) {
    ERR_clear_error();
    std::size_t n = 0;
    const int ok = SSL_read_ex(ssl_, into.data(), into.size(), &n);
    const int why = ok == 1 ? SSL_ERROR_NONE : SSL_get_error(ssl_, ok);
    if (why == SSL_ERROR_SSL) note_failure();
    error_code sent;
    if (!outgoing_.empty()) sent = co_await flush();  // alerts, key updates
    if (ok == 1) co_return IoResult{error_code(), n};
    if (why == SSL_ERROR_ZERO_RETURN) co_return IoResult{asio::error::eof, 0};
    if (why != SSL_ERROR_WANT_READ) co_return IoResult{asio::error::connection_aborted, 0};
    if (sent) co_return IoResult{sent, 0};
    const error_code got = co_await fill();
    if (got) co_return IoResult{got, 0};
  }
}

Task<IoResult> TlsConnection::write(asio::const_buffer bytes) {
  std::size_t total = 0;
  while (total < bytes.size()) {
    ERR_clear_error();
    std::size_t n = 0;
    const char* from = static_cast<const char*>(bytes.data()) + total;
    if (SSL_write_ex(ssl_, from, bytes.size() - total, &n) != 1) {
      note_failure();
      co_return IoResult{asio::error::connection_aborted, total};
    }
    if (spoil_ != 0 && !outgoing_.empty()) {
      char& byte = outgoing_.back();  // of the record's tag or last block
      byte = static_cast<char>(static_cast<unsigned char>(byte) ^ std::exchange(spoil_, 0));
    }
    const error_code sent = co_await flush();
    if (sent) co_return IoResult{sent, total};
    total += n;
  }
  co_return IoResult{error_code(), total};
}

Task<error_code> TlsConnection::end_sending() {
  SSL_shutdown(ssl_);
  const error_code sent = co_await flush();
  if (sent) co_return sent;
  co_return co_await transport_->end_sending();
}

Task<error_code> TlsConnection::end(Ending how) {
  if (ended_) co_return error_code();
  ended_ = true;
  if (how == Ending::clean) {
    // A peer that never answers our close_notify must not hold us: say that its own has come.
    SSL_set_shutdown(ssl_, SSL_get_shutdown(ssl_) | SSL_RECEIVED_SHUTDOWN);
    SSL_shutdown(ssl_);
    co_await flush();
  }
  co_return co_await transport_->end(how);
}

}  // namespace tetra::wire
