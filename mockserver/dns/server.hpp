#pragma once
#include <cstdint>
#include <memory>
#include <tl/expected.hpp>
#include <vector>

#include "mockserver/dns/responder.hpp"

namespace tetra::dns {

class TcpService;
class UdpService;

/// The DNS service of one world, on its one event loop:
///
///     dns::Server server(io.get_executor(), std::move(zone), plan);
///     const auto port = server.listen(address, 0);  // or 53
///     server.start();
///
/// Events (service `dns`): `query`, `answer`, `fault`, `malformed`, and `connection` for TCP.
/// The plan, its clockwork and the journal must live until the server is destroyed; what it has
/// pending then ends by itself.
class Server {
 public:
  Server(asio::any_io_executor executor, Zone zone, fault::Plan<Fault>& plan);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Binds UDP and TCP on one port of an address of this host; port 0 chooses a free one. Returns
  /// the port. May be called for several addresses. Not a wildcard where the host has several
  /// addresses: the kernel would choose the replies' source.
  tl::expected<std::uint16_t, error_code> listen(const asio::ip::address& address,
                                                 std::uint16_t port);
  /// Begins to answer, on all that is bound.
  void start();
  /// New names, for the queries that come from now on.
  void replace(Zone zone) { responder_->replace(std::move(zone)); }

 private:
  error_code bind(const asio::ip::address& address, std::uint16_t& port);

  asio::any_io_executor executor_;
  std::shared_ptr<Responder> responder_;
  std::vector<std::shared_ptr<TcpService>> tcp_;
  std::vector<std::shared_ptr<UdpService>> udp_;
};

}  // namespace tetra::dns
