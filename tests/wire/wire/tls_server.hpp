#pragma once
#include <functional>
#include <utility>

#include "engine/wire/delivery.hpp"
#include "engine/wire/tls_connection.hpp"
#include "tests/support/server.hpp"

namespace tetra::test {

/// What is done with a connection behind its handshake.
using Talk = std::function<Task<>(wire::Connection&)>;

/// A server whose TLS answers every ClientHello with `on_hello`, then talks. The journal tells
/// `handshake` (version) or `handshake-failed` (reason), and `fault` for everything that acted.
class TlsServer final : public Server {
 public:
  TlsServer(Security security, wire::TlsConnection::OnHello on_hello, Talk talk)
      : Server([this](tcp::Arrival arrival) { return shake(std::move(arrival)); }),
        security_(security),
        on_hello_(std::move(on_hello)),
        talk_(std::move(talk)) {}
  ~TlsServer() override { stop(); }

  /// Writes `fault` with the details; the loop's thread calls it.
  wire::Acted acted() {
    return [this](std::vector<journal::Field> details) {
      journal().write("update", 0, event::Fault{"of-the-test", 0, 1}, std::move(details));
    };
  }

 private:
  Task<> shake(tcp::Arrival arrival) {
    wire::TlsConnection tls(std::move(arrival.connection), server_ssl(security_));
    const error_code ec = co_await tls.handshake(on_hello_);
    if (ec) {
      event::HandshakeFailed failed{.reason = tls.failure()};
      journal().write("update", arrival.number, std::move(failed));
      co_await tls.end(wire::Ending::truncated);
    } else {
      event::Handshake done{.version = tls.version()};
      journal().write("update", arrival.number, std::move(done));
      co_await talk_(tls);
    }
    const event::Gone gone;
    journal().write("update", arrival.number, gone);
  }

  Security security_;
  wire::TlsConnection::OnHello on_hello_;
  Talk talk_;
};

/// Sends everything back until the peer ends, then ends cleanly.
inline Task<> echo(wire::Connection& peer) {
  std::vector<char> chunk(20'000);
  for (;;) {
    const wire::IoResult got = co_await peer.read_some(asio::buffer(chunk));
    if (got.ec) break;
    const wire::IoResult sent = co_await peer.write(asio::buffer(chunk, got.bytes));
    if (sent.ec) break;
  }
  co_await peer.end(wire::Ending::clean);
}

/// An honest handshake.
inline wire::HelloAnswer honest(const wire::Hello&) {
  return {};
}

}  // namespace tetra::test
