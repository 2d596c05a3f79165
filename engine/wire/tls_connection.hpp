#pragma once
#include <openssl/ssl.h>

#include <functional>
#include <optional>

#include "engine/wire/handshake_orders.hpp"
#include "engine/wire/sealed_record.hpp"

namespace tetra::wire {

/// What a server's TLS does at the ClientHello; the zero value is an honest handshake.
struct HelloAnswer {
  SSL_CTX* context =
      nullptr;  ///< certificate and settings to go on with; nullptr: those that the SSL has
  std::optional<int>
      alert;  ///< alert of that number instead of ServerHello (RFC 8446 section 6), then `end`
  std::optional<int> alert_level;  ///< 1 warning, 2 fatal; left out: closure alerts are warnings
  std::optional<std::string> raw;  ///< these bytes as they are, in place of ServerHello; then `end`
  std::optional<Ending> end;  ///< ends the connection under TLS, after `alert` or `raw` if given
  std::optional<Duration> delay;  ///< before the first flight
  std::function<void(SSL*)>
      adjust;  ///< last changes to this connection's SSL (versions, ciphers, client certificates)
  Delivery flights;  ///< how the server's handshake bytes are written, counted from the first one
  std::vector<std::pair<std::uint64_t, unsigned char>>
      flips;                           ///< handshake bytes to spoil: offset and mask
  std::vector<HandshakeOrder> orders;  ///< what is done at single messages and flights
  Acted acted;                         ///< told when alert, raw or end happens, or else the delay
  bool refuses() const { return alert || raw || end; }
};

/// What a ClientHello says of itself.
struct Hello {
  std::string server_name;  ///< SNI, lower case; empty when absent
  std::vector<std::string> alpn;
  bool tls13 = false;   ///< offered
  bool staple = false;  ///< asks for an OCSP staple (RFC 6066 section 8)
};

/// TLS over another connection. OpenSSL only sees memory: every byte passes through here, so that
/// an ending or an order can act at any of them, inside a record too. Endings are those of the
/// transport, with or without close_notify before.
class TlsConnection final : public Connection {
 public:
  using OnHello = std::function<HelloAnswer(const Hello&)>;

  /// Takes over `transport` and the SSL (server or client state already set).
  TlsConnection(ConnectionPtr transport, SSL* ssl);
  ~TlsConnection() override;
  TlsConnection(const TlsConnection&) = delete;
  TlsConnection& operator=(const TlsConnection&) = delete;

  /// Plays the handshake; `on_hello` is asked once, at the ClientHello (server side).
  /// `asio::error::eof`: the peer went away. A failed handshake leaves its reason in `failure()`
  /// and has sent its alert.
  Task<error_code> handshake(OnHello on_hello = {});
  /// Why the handshake failed: OpenSSL's reason or the alert that came, for the journal.
  const std::string& failure() const { return failure_; }
  /// "TLSv1.3", "TLSv1.2"; SNI as sent.
  std::string version() const;
  SSL* native() { return ssl_; }
  /// For the context's key log callback: orders that send an alert under the handshake's keys need
  /// its secrets.
  static void note_secret(const SSL* ssl, std::string_view line);

  Task<IoResult> read_some(asio::mutable_buffer into) override;
  Task<IoResult> write(asio::const_buffer bytes) override;
  Task<error_code> end(Ending how) override;
  Task<error_code> end_sending() override;
  Connection& transport() override { return transport_->transport(); }
  bool spoil_next_record(unsigned char mask) override {
    spoil_ = mask;
    return true;
  }
  std::string application_protocol() const override;
  std::string local_address() const override { return transport_->local_address(); }
  std::string peer_address() const override { return transport_->peer_address(); }

 private:
  friend struct TlsCallbacks;
  friend struct HelloCallbacks;
  Task<error_code> flush();
  Task<error_code> flush_handshake();
  Task<error_code> fill();
  Task<error_code> refuse(HelloAnswer answer);
  Delivery carry_out_orders();
  void alert_in_place(const HandshakeOrder& order, const HandshakeMarks::Mark& place,
                      Delivery& delivery);
  std::optional<std::uint64_t> place_of(const HandshakeOrder& order) const;
  std::string sealed_alert(const HandshakeOrder& order, std::size_t begin);
  Task<error_code> end_behind();
  void note_failure();

  ConnectionPtr transport_;
  SSL* ssl_;
  OnHello on_hello_;
  std::optional<HelloAnswer> answer_;
  std::string incoming_;  // ciphertext not yet read by OpenSSL
  std::size_t incoming_at_ = 0;
  std::string outgoing_;  // ciphertext not yet sent
  std::string batch_;     // ciphertext being sent
  bool sending_ = false;
  std::uint64_t handshake_bytes_ = 0;
  HandshakeMarks marks_;
  TrafficSecrets secrets_;
  unsigned char spoil_ = 0;  // bits to flip in the next record; 0: none
  bool ended_ = false;
  std::string failure_;
};

}  // namespace tetra::wire
