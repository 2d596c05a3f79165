#include "proxy-sim/inspect.hpp"

#include <openssl/ssl.h>

#include <cstring>
#include <stdexcept>

#include "engine/journal/kinds/transport.hpp"
#include "engine/wire/details.hpp"
#include "engine/wire/tls_connection.hpp"
#include "proxy-sim/dial.hpp"
#include "proxy-sim/forward.hpp"
#include "proxy-sim/proxy_events.hpp"

namespace tetra::proxy {
namespace {

// Somebody else's connection, with the bytes that were read of it too early.
class Borrowed final : public wire::Connection {
 public:
  Borrowed(wire::Connection& lender, std::string ahead)
      : lender_(lender), ahead_(std::move(ahead)) {}

  Task<wire::IoResult> read_some(asio::mutable_buffer into) override {
    if (ahead_.empty()) co_return co_await lender_.read_some(into);
    wire::IoResult result;
    result.bytes = std::min(ahead_.size(), into.size());
    std::memcpy(into.data(), ahead_.data(), result.bytes);
    ahead_.erase(0, result.bytes);
    co_return result;
  }
  Task<wire::IoResult> write(asio::const_buffer bytes) override { return lender_.write(bytes); }
  Task<error_code> end(wire::Ending how) override { return lender_.end(how); }
  Task<error_code> end_sending() override { return lender_.end_sending(); }
  wire::Connection& transport() override { return lender_.transport(); }
  std::string local_address() const override { return lender_.local_address(); }
  std::string peer_address() const override { return lender_.peer_address(); }

 private:
  wire::Connection& lender_;
  std::string ahead_;
};

SSL* new_client(const std::string& host) {
  static const std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  SSL* const ssl = SSL_new(context.get());
  if (ssl == nullptr) throw std::runtime_error("SSL_new failed");
  SSL_set_connect_state(ssl);
  SSL_set_tlsext_host_name(ssl, host.c_str());
  return ssl;
}

// Asks the origin what the client asked inside its tunnel.
class Inside final : public http::Handler {
 public:
  Inside(Inspected& what, const Settings& settings) : what_(what), settings_(settings) {}

  Task<http::Response> handle(const http::Exchange& exchange) override {
    const Authority authority{what_.host, what_.port,
                              what_.host + ":" + std::to_string(what_.port)};
    journal::Journal& journal = *what_.serving.journal;
    event::Inspected read{.authority = authority.text, .path = exchange.request.path};
    journal.write("proxy", exchange.connection, std::move(read));
    wire::ConnectionPtr transport = std::move(what_.origin);
    if (!transport) {
      Dialled dialled =
          co_await dial(settings_, journal, exchange.connection, what_.host, what_.port);
      if (dialled.failure) co_return gateway_failed(journal, exchange, authority, *dialled.failure);
      transport = std::move(dialled.origin);
    }
    auto tls = std::make_unique<wire::TlsConnection>(std::move(transport), new_client(what_.host));
    const error_code ec = co_await tls->handshake();
    if (ec) co_return gateway_failed(journal, exchange, authority, Failure::broken_off);
    wire::ConnectionPtr origin = std::move(tls);
    co_return co_await relay(journal, exchange, authority, std::move(origin));
  }

 private:
  Inspected& what_;
  const Settings& settings_;
};

}  // namespace

Task<> inspect(std::shared_ptr<Inspected> what, const Settings& settings, wire::Connection& client,
               std::string read_ahead) {
  journal::Journal& journal = *what->serving.journal;
  const std::uint64_t connection = what->serving.connection;
  const auto context = what->authority->context_for(what->host, what->inspection);
  if (!context) {
    event::HandshakeFailed failed{.reason = to_string(context.error())};
    journal.write("proxy", connection, std::move(failed));
    co_await client.end(wire::Ending::clean);
    co_return;
  }
  SSL* const ssl = SSL_new(context->get());
  SSL_set_accept_state(ssl);
  wire::TlsConnection tls(std::make_unique<Borrowed>(client, std::move(read_ahead)), ssl);
  bool greeted = false;
  wire::TlsConnection::OnHello on_hello = [&](const wire::Hello& hello) {
    journal.write("proxy", connection, event::Hello{.server_name = hello.server_name});
    greeted = true;
    return wire::HelloAnswer();
  };
  const error_code ec = co_await tls.handshake(std::move(on_hello));
  const std::string outcome = ec ? tls.failure() : std::string("done");
  if (greeted && what->inspection.acted) what->inspection.acted({detail::handshake(outcome)});
  if (ec) {
    event::HandshakeFailed failed{.reason = outcome};
    journal.write("proxy", connection, std::move(failed));
    co_await tls.end(wire::Ending::truncated);
    co_return;
  }
  event::Handshake done{.version = tls.version()};
  journal.write("proxy", connection, std::move(done));
  Inside inside(*what, settings);
  co_await http::serve(tls, inside, what->serving);
}

}  // namespace tetra::proxy
