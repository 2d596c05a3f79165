#pragma once
#include <memory>
#include <string>
#include <vector>

#include "engine/http/exchange.hpp"
#include "mockserver/http2/h2_fault.hpp"
#include "mockserver/tcp/listener.hpp"
#include "mockserver/tls/acceptor.hpp"

namespace tetra::world {

/// One TCP service of a world: its plans, its listeners and its protocol (HTTP, with or without TLS
/// below).
class Service {
 public:
  Service(asio::any_io_executor executor, std::string name, fault::Clockwork& clockwork);

  /// Binds a port for HTTP, or for HTTPS when `tls` is given. The handler and the acceptor outlive
  /// the service.
  Result<asio::ip::tcp::endpoint> bind(asio::ip::tcp::endpoint at, http::Handler& handler,
                                       tls::Acceptor* tls);
  /// Binds a port for another protocol.
  Result<asio::ip::tcp::endpoint> bind(asio::ip::tcp::endpoint at,
                                       tcp::Listener::Protocol protocol);
  /// Sets the doors for the attempt that begins.
  void open();
  /// Who comes besides the client, for the attempt that begins.
  std::vector<tcp::Peers> crowd() const;
  /// Whether a connection from this address and port is accepted and not yet over.
  bool meets(const std::string& from) const;
  /// The ICMP code that answers a SYN for this address; nullopt: none does.
  std::optional<std::uint8_t> icmp_for(const asio::ip::tcp::endpoint& to) const;
  void knocked(const asio::ip::tcp::endpoint& to, const std::string& from);

  /// Puts a fault of layer `tcp`, `tls`, `http` or `h2` (`proxy` and `pac` are HTTP answers) into
  /// its plan; false for another layer.
  bool arm(const fault::ArmedPtr& armed, std::string_view layer);
  fault::Plan<tls::Fault>& tls_plan() { return tls_plan_; }
  /// What serves HTTP on a connection of this service that came to that local address.
  http::Serving serving(std::uint64_t connection, std::string address);
  /// Whether a fault of HTTP/2 is armed: then it is to be offered.
  bool speaks_h2() const { return !h2_plan_.empty(); }
  const std::string& name() const { return name_; }
  std::vector<asio::ip::tcp::endpoint> endpoints() const;

 private:
  Task<> serve(tcp::Arrival arrival, http::Handler& handler, tls::Acceptor* tls);

  asio::any_io_executor executor_;
  std::string name_;
  fault::Clockwork& clockwork_;
  std::uint64_t connections_ = 0;
  std::uint64_t requests_ = 0;
  fault::Plan<tcp::Fault> tcp_plan_;
  fault::Plan<tls::Fault> tls_plan_;
  fault::Plan<http::Fault> http_plan_;
  fault::Plan<h2::Fault> h2_plan_;
  std::vector<std::unique_ptr<tcp::Listener>> listeners_;
};

}  // namespace tetra::world
