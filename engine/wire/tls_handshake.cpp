// The server's handshake: what is asked at the ClientHello, and how its own bytes go out under
// orders.
#include <openssl/err.h>

#include "engine/base/text.hpp"
#include "engine/wire/details.hpp"
#include "engine/wire/spawn.hpp"
#include "engine/wire/tls_connection.hpp"

namespace tetra::wire {
namespace {

// Closure alerts are warnings (RFC 8446 section 6.1).
int usual_level(int alert) {
  return alert == SSL3_AD_CLOSE_NOTIFY || alert == TLS1_AD_USER_CANCELLED ? SSL3_AL_WARNING
                                                                          : SSL3_AL_FATAL;
}

std::string alert_content(int level, int number) {
  return {static_cast<char>(level), static_cast<char>(number)};
}

// In the clear, as long as nothing is agreed. Not by OpenSSL, which keeps back every number that it
// does not know.
std::string alert_record(int level, int number) {
  return std::string{SSL3_RT_ALERT, 3, 3, 0, 2} + alert_content(level, number);
}

Hello read_hello(SSL* ssl) {
  Hello hello;
  const unsigned char* data = nullptr;
  std::size_t size = 0;
  // RFC 6066 section 3: list length, type 0, name length, name.
  if (SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_server_name, &data, &size) == 1 && size > 5) {
    hello.server_name =
        text::lower(std::string_view(reinterpret_cast<const char*>(data) + 5, size - 5));
  }
  if (SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_application_layer_protocol_negotiation, &data,
                                &size) == 1) {
    for (std::size_t at = 2; at < size && at + 1 + data[at] <= size; at += 1 + data[at]) {
      hello.alpn.emplace_back(reinterpret_cast<const char*>(data) + at + 1, data[at]);
    }
  }
  hello.tls13 = SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_supported_versions, &data, &size) == 1;
  hello.staple = SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_status_request, &data, &size) == 1;
  return hello;
}

}  // namespace

struct HelloCallbacks {
  static TlsConnection& of(const SSL* ssl) {
    return *static_cast<TlsConnection*>(BIO_get_data(SSL_get_rbio(ssl)));
  }

  // Asked once a ClientHello: says whether OpenSSL goes on, sends an alert, or waits for us.
  static int client_hello(SSL* ssl, int* /*alert*/, void* /*unused*/) {
    TlsConnection& self = of(ssl);
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
    if (!answer.orders.empty()) SSL_set_msg_callback(ssl, message);
    if (answer.adjust) answer.adjust(ssl);
    return SSL_CLIENT_HELLO_SUCCESS;
  }

  static void message(int sent, int /*version*/, int type, const void* data, std::size_t size,
                      SSL* ssl, void* /*unused*/) {
    if (sent == 1) of(ssl).marks_.note(type, data, size);
  }
};

void TlsConnection::note_secret(const SSL* ssl, std::string_view line) {
  TlsConnection& self = HelloCallbacks::of(ssl);
  if (self.answer_ && !self.answer_->orders.empty()) self.secrets_.note(line);
}

// Where in the flight that waits an order is to be carried out; nullopt: not in this one.
std::optional<std::uint64_t> TlsConnection::place_of(const HandshakeOrder& order) const {
  if (order.in.kind == HandshakePlace::Kind::everything) {
    const auto at = order.at.resolve(std::nullopt);
    // What lies at the end of a flight is carried out there, not at the next one's begin.
    const bool earlier = at && handshake_bytes_ > 0 && *at <= handshake_bytes_;
    if (!at || earlier || *at - handshake_bytes_ > outgoing_.size()) return std::nullopt;
    return *at - handshake_bytes_;
  }
  const auto mark = marks_.find(order.in, outgoing_.size());
  const auto at = mark ? order.at.resolve(mark->end - mark->begin) : std::nullopt;
  if (!at || *at > mark->end - mark->begin) return std::nullopt;
  return mark->begin + *at;
}

// Behind ServerHello everything is sealed in TLS 1.3, and behind ChangeCipherSpec before it. Each
// record has its number under these keys.
std::string TlsConnection::sealed_alert(const HandshakeOrder& order, std::size_t begin) {
  const std::string content = alert_content(order.level, order.alert);
  const bool behind = order.in.kind == HandshakePlace::Kind::behind;
  const bool tls13 = SSL_version(ssl_) == TLS1_3_VERSION;
  if (behind)
    return tls13 ? seal_tls13(ssl_, secrets_.application, 0, SSL3_RT_ALERT, content)
                 : seal_tls12(ssl_, 1, SSL3_RT_ALERT, content);
  std::uint64_t sealed = 0;
  bool changed = false;
  for (std::size_t at = 0; at + SSL3_RT_HEADER_LENGTH <= begin;) {
    const auto byte = [&](std::size_t n) {
      return static_cast<std::size_t>(static_cast<unsigned char>(outgoing_[at + n]));
    };
    if (changed || byte(0) == SSL3_RT_APPLICATION_DATA) ++sealed;
    changed = changed || (!tls13 && byte(0) == SSL3_RT_CHANGE_CIPHER_SPEC);
    at += SSL3_RT_HEADER_LENGTH + (byte(3) << 8) + byte(4);
  }
  if (tls13 && begin > 0)
    return seal_tls13(ssl_, secrets_.handshake, sealed, SSL3_RT_ALERT, content);
  return changed ? seal_tls12(ssl_, sealed, SSL3_RT_ALERT, content)
                 : alert_record(order.level, order.alert);
}

void TlsConnection::alert_in_place(const HandshakeOrder& order, const HandshakeMarks::Mark& place,
                                   Delivery& delivery) {
  const std::string record = sealed_alert(order, place.begin);
  if (record.empty()) return;
  outgoing_.resize(place.begin);
  outgoing_ += record;
  delivery.stop = Delivery::Stop();
  delivery.stop->at.bytes = outgoing_.size();
  delivery.stop->how = order.how;
  delivery.stop->acted = [acted = order.acted,
                          number = order.alert](std::vector<journal::Field> fields) {
    fields.push_back(detail::alert(static_cast<std::int64_t>(number)));
    if (acted) acted(std::move(fields));
  };
}

// Changes the flight that waits, and says how it is to be written.
Delivery TlsConnection::carry_out_orders() {
  Delivery delivery;
  for (const HandshakeOrder& order : answer_->orders) {
    const auto place = marks_.find(order.in, outgoing_.size());
    if (order.what != HandshakeOrder::What::skip || !place) continue;
    outgoing_.erase(place->begin, place->end - place->begin);
    marks_.taken_out(*place);
    if (order.acted)
      order.acted({detail::left_out_bytes(static_cast<std::int64_t>(place->end - place->begin))});
  }
  for (const HandshakeOrder& order : answer_->orders) {
    const auto at = place_of(order);
    if (order.what == HandshakeOrder::What::flip && at && *at < outgoing_.size()) {
      char& byte = outgoing_[static_cast<std::size_t>(*at)];
      byte = static_cast<char>(static_cast<unsigned char>(byte) ^ order.mask);
      if (order.acted)
        order.acted({detail::at_byte(static_cast<std::int64_t>(handshake_bytes_ + *at))});
    }
    Position where;
    where.bytes = at.value_or(0);
    if (order.what == HandshakeOrder::What::stop && at)
      delivery.stop = Delivery::Stop{where, order.how, order.acted};
    if (order.what == HandshakeOrder::What::pause && at)
      delivery.pauses.push_back(Delivery::Pause{where, order.length, order.acted});
  }
  for (const HandshakeOrder& order : answer_->orders) {
    const auto place = marks_.find(order.in, outgoing_.size());
    if (order.what == HandshakeOrder::What::alert && place) alert_in_place(order, *place, delivery);
  }
  return delivery;
}

// The handshake's bytes go out under the orders of the hello's answer, counted over all flights.
Task<error_code> TlsConnection::flush_handshake() {
  if (outgoing_.empty()) co_return error_code();
  if (!answer_ || (answer_->flights.plain() && answer_->flips.empty() && answer_->orders.empty())) {
    handshake_bytes_ += outgoing_.size();
    co_return co_await flush();
  }
  const std::uint64_t first = handshake_bytes_;
  for (const auto& [offset, mask] : answer_->flips) {
    if (offset < first || offset - first >= outgoing_.size()) continue;
    char& byte = outgoing_[static_cast<std::size_t>(offset - first)];
    byte = static_cast<char>(static_cast<unsigned char>(byte) ^ mask);
    if (answer_->acted) answer_->acted({detail::at_byte(static_cast<std::int64_t>(offset))});
  }
  Delivery orders = answer_->flights;
  // What lay at the end of the last flight was carried out there.
  const auto shift = [&](Position& at) {
    at.bytes = first > 0 && at.bytes <= first ? UINT64_MAX : at.bytes - first;
  };
  if (orders.stop) shift(orders.stop->at);
  for (Delivery::Pause& order : orders.pauses) shift(order.at);
  Delivery more = carry_out_orders();
  if (more.stop) orders.stop = std::move(more.stop);
  for (Delivery::Pause& order : more.pauses) orders.pauses.push_back(std::move(order));
  marks_.next_flight();
  BytesPtr bytes = bytes_of(std::move(outgoing_));
  outgoing_.clear();
  const Delivered done = co_await deliver(*transport_, bytes, orders);
  handshake_bytes_ += done.bytes;
  ended_ = ended_ || done.ended;
  if (done.ended) failure_ = "ended by the scenario";
  co_return done.ended ? error_code(asio::error::connection_aborted) : done.ec;
}

Task<error_code> TlsConnection::refuse(HelloAnswer answer) {
  if (answer.alert)
    answer.raw =
        alert_record(answer.alert_level.value_or(usual_level(*answer.alert)), *answer.alert);
  if (answer.acted) {
    std::vector<journal::Field> fields;
    if (answer.alert) fields.push_back(detail::alert(*answer.alert));
    if (answer.raw)
      fields.push_back(detail::raw_bytes(static_cast<std::int64_t>(answer.raw->size())));
    answer.acted(std::move(fields));
  }
  failure_ = "refused by the scenario";
  if (answer.raw) co_await transport_->write(asio::buffer(*answer.raw));
  const Ending how = answer.end.value_or(Ending::truncated);
  ended_ = true;
  co_await transport_->end(how);
  co_return error_code(asio::error::connection_aborted);
}

// Orders for the moment at which the handshake is done. An error: the connection has ended.
Task<error_code> TlsConnection::end_behind() {
  if (!answer_) co_return error_code();
  for (const HandshakeOrder& order : answer_->orders) {
    if (order.in.kind != HandshakePlace::Kind::behind) continue;
    const std::string record =
        order.what == HandshakeOrder::What::alert ? sealed_alert(order, 0) : std::string();
    if (order.what == HandshakeOrder::What::alert && record.empty()) continue;
    if (order.acted) order.acted({});
    if (order.what == HandshakeOrder::What::pause && order.length) {
      co_await pause(*order.length);
      continue;
    }
    failure_ = "ended by the scenario";
    if (!record.empty()) co_await transport_->write(asio::buffer(record));
    if (!record.empty())
      SSL_set_quiet_shutdown(
          ssl_, 1);  // OpenSSL does not know of our record: its next one would have the same number
    const Ending how = order.what == HandshakeOrder::What::pause ? Ending::silent : order.how;
    co_await end(how);
    co_return error_code(asio::error::connection_aborted);
  }
  co_return error_code();
}

Task<error_code> TlsConnection::handshake(OnHello on_hello) {
  on_hello_ = std::move(on_hello);
  if (SSL_is_server(ssl_) == 1)
    SSL_CTX_set_client_hello_cb(SSL_get_SSL_CTX(ssl_), HelloCallbacks::client_hello, nullptr);
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
    if (sent) co_return sent;
    if (done == 1) co_return co_await end_behind();
    if (why != SSL_ERROR_WANT_READ) co_return error_code(asio::error::invalid_argument);
    const error_code got = co_await fill();
    if (got) {
      failure_ = "the peer closed during the handshake";
      co_return got;
    }
  }
}

}  // namespace tetra::wire
