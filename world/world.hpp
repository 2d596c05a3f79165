#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "mockserver/dns/server.hpp"
#include "proxy-sim/pac/publisher.hpp"
#include "proxy-sim/proxy.hpp"
#include "proxy-sim/socks/server.hpp"
#include "world/blueprint.hpp"
#include "world/crowd.hpp"
#include "world/handlers.hpp"
#include "world/services.hpp"

namespace tetra::world {

/// One fault of the world and what became of it.
struct FaultReport {
  std::size_t index = 0;  ///< as in the journal's `fault` events
  std::string service;
  std::string id;  ///< `http.cut`
  bool optional = false;
  std::uint64_t acted = 0;
};

/// The running services of one scenario. Destroy it before its io_context, after the loop has
/// stopped.
///
///     asio::io_context io(1);
///     World world(io, std::move(blueprint));
///     if (auto started = world.start(); !started) …;
///     world.begin_attempt(1);
///     io.run();
class World {
 public:
  World(asio::io_context& io, Blueprint blueprint);
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  /// Binds everything and arms the faults; nothing is accepted before the first attempt begins.
  /// Problem: a port is taken.
  Result<void> start();
  /// The nth attempt (from 1) of the scenario begins now: its faults are in force.
  void begin_attempt(std::uint64_t number);
  /// Sends the crowds that the attempt's faults ask for; done once they are in place. False: they
  /// did not get there within 10 s.
  Task<bool> gather_crowd();
  /// The attempt is over: the crowds leave.
  void end_attempt() { crowd_.leave(); }
  /// The code of the ICMP message (destination unreachable) that a SYN for this address gets;
  /// nullopt: none.
  std::optional<std::uint8_t> icmp_for(const asio::ip::tcp::endpoint& to) const;
  /// A packet tap saw a new connection attempt.
  void knocked(const asio::ip::tcp::endpoint& to, const std::string& from);

  journal::Journal& journal() { return journal_; }
  std::vector<FaultReport> faults() const;
  /// The roots that the endpoint trusts, PEM one behind the other: the world's, and that of a proxy
  /// which opens TLS with its consent.
  std::string root_pem() const;
  const definitions::Tree& tree() const { return *blueprint_.tree; }
  /// What client files may say in braces: `update.url`, `proxy.url`, `dns.address`, `url` …; see
  /// docs/clients.md.
  const std::map<std::string, std::string>& placeholders() const { return placeholders_; }
  /// TLS secrets in NSS key log format.
  const std::string& key_log() const { return key_log_; }
  /// What the update server shows when nothing is broken; its key never leaves the process by any
  /// command.
  const certs::Identity& update_identity() const { return tls_->identity(); }
  /// A certificate for a client, its chain and its key, PEM: what a server that wants one of this
  /// issuer's takes.
  std::string client_certificate_pem(certs::Authority issuer) const;
  /// Every address that can be connected to, with its service, for people.
  std::vector<std::pair<std::string, std::string>> addresses() const;

 private:
  Result<void> start_dns();
  Result<void> start_revocation();
  Result<void> start_update();
  Result<void> start_proxy();
  Result<void> start_socks();
  Result<void> start_pac();
  proxy::Settings proxy_settings(std::string_view service) const;
  Result<void> start_inspection();
  Result<asio::ip::tcp::endpoint> bind(Service& service, std::string_view address,
                                       std::uint16_t port, http::Handler& handler,
                                       tls::Acceptor* tls);
  asio::ip::tcp::endpoint reach(const asio::ip::tcp::endpoint& to) const;
  std::vector<std::string> addresses_v6(std::string_view service) const;
  void arm(const scenario::FaultUse& use, std::optional<std::uint64_t> attempt);
  void fill_placeholders();

  asio::io_context& io_;
  Blueprint blueprint_;
  journal::Journal journal_;
  fault::Clockwork clockwork_;
  std::vector<std::pair<fault::ArmedPtr, bool>> armed_;  // and whether optional
  std::map<std::string, std::unique_ptr<Service>> services_;
  std::map<std::pair<std::string, std::uint16_t>, asio::ip::tcp::endpoint>
      real_;  // documentation address and port -> bound
  fault::Plan<dns::Fault> dns_plan_;
  fault::Plan<ocsp::Fault> ocsp_plan_;
  fault::Plan<crl::Fault> crl_plan_;
  fault::Plan<definitions::Fault> definitions_plan_;
  std::unique_ptr<dns::Server> dns_;
  std::uint16_t dns_port_ = 53;
  std::unique_ptr<ocsp::Responder> responder_;
  std::unique_ptr<crl::Publisher> publisher_;
  std::unique_ptr<tls::Acceptor> tls_;
  std::unique_ptr<UpdateHandler> update_handler_;
  std::unique_ptr<OcspHandler> ocsp_handler_;
  std::unique_ptr<CrlHandler> crl_handler_;
  std::unique_ptr<tls::Acceptor> proxy_tls_;
  std::unique_ptr<proxy::Proxy> proxy_;
  std::unique_ptr<socks::Server> socks_;
  std::unique_ptr<pac::Publisher> pac_;
  Crowd crowd_;
  std::map<std::string, std::string> placeholders_;
  std::string key_log_;
};

}  // namespace tetra::world
