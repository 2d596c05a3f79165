#pragma once
#include <openssl/ssl.h>

#include <functional>
#include <memory>
#include <string>

#include "engine/wire/connection.hpp"
#include "mockserver/tcp/tcp_fault.hpp"

namespace tetra::world {

/// Peers that the world itself sends to one of its services, on the world's own loop. They meet the
/// service's other faults as the client does, and count as connections. Lives as long as its world.
class Crowd {
 public:
  explicit Crowd(asio::any_io_executor executor) : executor_(std::move(executor)) {}

  /// Whether the service has accepted who comes from this address and port, and still serves it.
  using Met = std::function<bool(const std::string& from)>;

  /// Sends them to an address of the service; done once each is in place: met by the service; after
  /// its first handshake (`handshake`), or with its whole answer
  /// (`request`); or gone again. False behind 10 s. `host` is the name asked for; `tls`: over TLS.
  Task<bool> gather(tcp::Peers peers, Met met, asio::ip::tcp::endpoint to, std::string host,
                    bool tls);
  /// They leave: whatever each is doing ends now.
  void leave();

 private:
  struct Peer;
  Task<> live(std::shared_ptr<Peer> peer);
  Task<> hang_up(std::shared_ptr<Peer> peer);
  Task<wire::ConnectionPtr> arrive(Peer& peer);

  asio::any_io_executor executor_;
  std::vector<std::weak_ptr<Peer>> present_;
};

}  // namespace tetra::world
