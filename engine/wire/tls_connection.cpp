#include "engine/wire/tls_connection.hpp"

#include <openssl/err.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "engine/base/text.hpp"
#include "engine/wire/spawn.hpp"

namespace tetra::wire {
namespace {

const std::size_t small_string = std::string().capacity();

// The one buffer that goes round among the connections of this thread: those that send nothing own none, and ten thousand must fit.
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
    const std::size_t n = std::min(self.incoming_.size() - self.incoming_at_, static_cast<std::size_t>(length));
    BIO_clear_retry_flags(bio);
    if (n == 0) {
      BIO_set_retry_read(bio);
      return -1;
    }
    std::memcpy(into, self.incoming_.data() + self.incoming_at_, n);
    self.incoming_at_ += n;
    return static_cast<int>(n);
  }
  static long control(BIO* /*bio*/, int command, long /*number*/, void* /*pointer*/) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

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

  static Hello read_hello(SSL* ssl) {
    Hello hello;
    const unsigned char* data = nullptr;
    std::size_t size = 0;
    // RFC 6066 section 3: list length, type 0, name length, name.
    if (SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_server_name, &data, &size) == 1 && size > 5) {
      hello.server_name = text::lower(std::string_view(reinterpret_cast<const char*>(data) + 5, size - 5));
    }
    if (SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_application_layer_protocol_negotiation, &data, &size) == 1) {
      for (std::size_t at = 2; at < size && at + 1 + data[at] <= size; at += 1 + data[at]) {
        hello.alpn.emplace_back(reinterpret_cast<const char*>(data) + at + 1, data[at]);
      }
    }
    hello.tls13 = SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_supported_versions, &data, &size) == 1;
    return hello;
  }

  // Asked once a ClientHello: says whether OpenSSL goes on, sends an alert, or waits for us.
  static int client_hello(SSL* ssl, int* /*alert*/, void* /*unused*/) {
    TlsConnection& self = of(SSL_get_rbio(ssl));
    if (!self.answer_) {
      if (!self.on_hello_) return SSL_CLIENT_HELLO_SUCCESS;
      self.answer_ = self.on_hello_(read_hello(ssl));
      if (self.answer_->delay || self.answer_->refuses()) return SSL_CLIENT_HELLO_RETRY;
    }
    HelloAnswer& answer = *self.answer_;
    if (answer.context != nullptr) {
      SSL_set_SSL_CTX(ssl, answer.context);
      SSL_set_options(ssl, SSL_CTX_get_options(answer.context));
    }
    if (answer.adjust) answer.adjust(ssl);
    return SSL_CLIENT_HELLO_SUCCESS;
  }
};

namespace {

// In the clear, since nothing is agreed yet. Not by OpenSSL, which keeps back every number that it does not know. Closure alerts
// are warnings (RFC 8446 section 6.1).
std::string alert_record(int number) {
  const int level = number == SSL3_AD_CLOSE_NOTIFY || number == TLS1_AD_USER_CANCELLED ? SSL3_AL_WARNING : SSL3_AL_FATAL;
  return {SSL3_RT_ALERT, 3, 3, 0, 2, static_cast<char>(level), static_cast<char>(number)};
}

}  // namespace

TlsConnection::TlsConnection(ConnectionPtr transport, SSL* ssl) : transport_(std::move(transport)), ssl_(ssl) {
  BIO* bio = BIO_new(TlsCallbacks::method());
  BIO_set_data(bio, this);
  BIO_set_init(bio, 1);
  SSL_set_bio(ssl_, bio, bio);
  SSL_set_mode(ssl_, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
}

TlsConnection::~TlsConnection() { SSL_free(ssl_); }

std::string TlsConnection::version() const { return SSL_get_version(ssl_); }

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

// The handshake's bytes go out under the orders of the hello's answer, counted over all flights.
Task<error_code> TlsConnection::flush_handshake() {
  if (outgoing_.empty()) co_return error_code();
  if (!answer_ || (answer_->flights.plain() && answer_->flips.empty())) {
    handshake_bytes_ += outgoing_.size();
    co_return co_await flush();
  }
  const std::uint64_t first = handshake_bytes_;
  for (const auto& [offset, mask] : answer_->flips) {
    if (offset < first || offset - first >= outgoing_.size()) continue;
    char& byte = outgoing_[static_cast<std::size_t>(offset - first)];
    byte = static_cast<char>(static_cast<unsigned char>(byte) ^ mask);
    if (answer_->acted) answer_->acted({{"at_byte", static_cast<std::int64_t>(offset)}});
  }
  Delivery orders = answer_->flights;
  // What lay at the end of the last flight was carried out there.
  const auto shift = [&](Position& at) { at.bytes = first > 0 && at.bytes <= first ? UINT64_MAX : at.bytes - first; };
  if (orders.stop) shift(orders.stop->at);
  for (Delivery::Pause& order : orders.pauses) shift(order.at);
  BytesPtr bytes = bytes_of(std::move(outgoing_));
  outgoing_.clear();
  const Delivered done = co_await deliver(*transport_, bytes, orders);
  handshake_bytes_ += done.bytes;
  ended_ = ended_ || done.ended;
  co_return done.ended ? error_code(asio::error::connection_aborted) : done.ec;
}

void TlsConnection::note_failure() {
  const unsigned long code = ERR_peek_error();
  const char* reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  failure_ = reason == nullptr ? "closed" : reason;
  ERR_clear_error();
}

Task<error_code> TlsConnection::refuse(HelloAnswer answer) {
  if (answer.alert) answer.raw = alert_record(*answer.alert);
  if (answer.acted) {
    std::vector<journal::Field> fields;
    if (answer.alert) fields.push_back(journal::Field{"alert", *answer.alert});
    if (answer.raw) fields.push_back(journal::Field{"raw_bytes", static_cast<std::int64_t>(answer.raw->size())});
    answer.acted(std::move(fields));
  }
  failure_ = "refused by the scenario";
  if (answer.raw) co_await transport_->write(asio::buffer(*answer.raw));
  const Ending how = answer.end.value_or(Ending::truncated);
  ended_ = true;
  co_await transport_->end(how);
  co_return error_code(asio::error::connection_aborted);
}

Task<error_code> TlsConnection::handshake(OnHello on_hello) {
  on_hello_ = std::move(on_hello);
  if (SSL_is_server(ssl_) == 1) SSL_CTX_set_client_hello_cb(SSL_get_SSL_CTX(ssl_), TlsCallbacks::client_hello, nullptr);
  for (;;) {
    ERR_clear_error();
    const int done = SSL_do_handshake(ssl_);
    const int why = SSL_get_error(ssl_, done);
    if (done != 1 && why == SSL_ERROR_SSL) note_failure();
    if (why == SSL_ERROR_WANT_CLIENT_HELLO_CB) {
      if (answer_->delay) {
        if (answer_->acted && !answer_->refuses()) answer_->acted({});
        co_await pause(*answer_->delay);
        answer_->delay.reset();
      }
      if (answer_->refuses()) co_return co_await refuse(*answer_);
      continue;
    }
    const error_code sent = co_await flush_handshake();
    if (done == 1) co_return sent;
    if (sent) co_return sent;
    if (why != SSL_ERROR_WANT_READ) co_return error_code(asio::error::invalid_argument);
    const error_code got = co_await fill();
    if (got) {
      failure_ = "the peer closed during the handshake";
      co_return got;
    }
  }
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
