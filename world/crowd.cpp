#include "world/crowd.hpp"

#include <array>

#include "engine/wire/spawn.hpp"
#include "engine/wire/tcp_connection.hpp"
#include "engine/wire/tls_connection.hpp"

namespace tetra::world {
namespace {

using namespace std::chrono_literals;
using Doing = tcp::Peers::Doing;
constexpr auto patience = 10s;

// They look at nothing: whom they reach is the world that they belong to.
SSL_CTX* client_context() {
  static SSL_CTX* const context = [] {
    SSL_CTX* made = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_verify(made, SSL_VERIFY_NONE, nullptr);
    SSL_CTX_set_session_cache_mode(made, SSL_SESS_CACHE_OFF);
    return made;
  }();
  return context;
}

SSL* client_ssl(const std::string& host) {
  SSL* ssl = SSL_new(client_context());
  SSL_set_tlsext_host_name(ssl, host.c_str());
  SSL_set_connect_state(ssl);
  return ssl;
}

// Until the other side ends.
Task<> read_all(wire::Connection& connection) {
  std::array<char, 16384> bytes;
  for (;;) {
    const wire::IoResult got = co_await connection.read_some(asio::buffer(bytes));
    if (got.ec) co_return;
  }
}

}  // namespace

struct Crowd::Peer {
  tcp::Peers order;
  asio::ip::tcp::endpoint to;
  std::string host;
  bool tls = false;
  std::string from;       // its address and port, once it only has to be met to be in place
  bool in_place = false;  // has had what it came for, or is gone
  bool leaving = false;
  wire::Connection* connection = nullptr;  // while it has one
};

Task<wire::ConnectionPtr> Crowd::arrive(Peer& peer) {
  auto [ec, connection] = co_await wire::connect(peer.to, patience);
  const bool is_there = peer.order.doing == Doing::idle || peer.order.doing == Doing::drip ||
                        peer.order.doing == Doing::download;
  if (!ec && is_there) peer.from = connection->local_address();
  if (ec || !peer.tls || peer.order.doing == Doing::idle || peer.order.doing == Doing::drip)
    co_return std::move(connection);
  auto tls = std::make_unique<wire::TlsConnection>(std::move(connection), client_ssl(peer.host));
  peer.connection = tls.get();
  const error_code failed = co_await tls->handshake();
  peer.connection = nullptr;
  if (!failed) co_return std::move(tls);
  co_await tls->end(wire::Ending::reset);
  co_return nullptr;
}

Task<> Crowd::live(std::shared_ptr<Peer> peer) {
  const Doing doing = peer->order.doing;
  const std::string request = "GET " + peer->order.path + " HTTP/1.1\r\nHost: " + peer->host +
                              "\r\nConnection: close\r\n\r\n";
  do {
    wire::ConnectionPtr connection = co_await arrive(*peer);
    if (!connection || peer->leaving) break;
    peer->connection = connection.get();
    if (doing == Doing::handshake) peer->in_place = true;
    if (doing == Doing::idle) co_await wire::wait_until_closed(*connection);
    for (std::size_t n = 0; doing == Doing::drip && n < request.size() && !peer->leaving; ++n) {
      const wire::IoResult wrote = co_await connection->write(asio::buffer(request.data() + n, 1));
      if (wrote.ec) break;
      co_await wire::pause(100ms);
    }
    if (doing == Doing::request || doing == Doing::download) {
      co_await connection->write(asio::buffer(request));
      co_await read_all(*connection);
    }
    peer->connection = nullptr;
    co_await connection->end(doing == Doing::handshake ? wire::Ending::clean : wire::Ending::reset);
  } while (doing == Doing::handshake && !peer->leaving);
  peer->in_place = true;
}

Task<bool> Crowd::gather(tcp::Peers peers, Met met, asio::ip::tcp::endpoint to, std::string host,
                         bool tls) {
  std::vector<std::shared_ptr<Peer>> all;
  for (std::size_t n = 0; n < peers.count; ++n) {
    auto peer = std::make_shared<Peer>();
    peer->order = peers;
    peer->to = to;
    peer->host = host;
    peer->tls = tls;
    present_.push_back(peer);
    all.push_back(peer);
    wire::spawn(executor_, live(std::move(peer)));
  }
  const auto deadline = wire::Clock::now() + patience;
  for (const auto& peer : all) {
    // The kernel answers a SYN before the service has met the peer, and only whom it has met can
    // make it full.
    while (!peer->in_place && (peer->from.empty() || !met(peer->from))) {
      if (wire::Clock::now() >= deadline) co_return false;
      co_await wire::pause(1ms);
    }
  }
  if (peers.acted) peers.acted({detail::peers(static_cast<std::int64_t>(peers.count))});
  co_return true;
}

void Crowd::leave() {
  for (const auto& one : std::exchange(present_, {})) {
    const auto peer = one.lock();
    if (!peer) continue;
    peer->leaving = true;
    if (peer->connection != nullptr) wire::spawn(executor_, hang_up(peer));
  }
}

// The coroutine that uses the connection sees it closed, and is the one that destroys it.
Task<> Crowd::hang_up(std::shared_ptr<Peer> peer) {
  if (peer->connection != nullptr) co_await peer->connection->transport().end(wire::Ending::reset);
}

}  // namespace tetra::world
