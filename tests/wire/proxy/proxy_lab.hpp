#pragma once
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

#include "engine/http/exchange.hpp"
#include "engine/wire/tcp_connection.hpp"
#include "proxy-sim/pac/publisher.hpp"
#include "proxy-sim/proxy.hpp"
#include "proxy-sim/socks/server.hpp"
#include "proxy-sim/socks/socks_events.hpp"
#include "tests/support/events.hpp"
#include "tests/unit/proxy/fake_dns.hpp"
#include "tests/wire/proxy/raw_client.hpp"

namespace tetra::test {

/// A proxy, a SOCKS server, a host of PAC files, a DNS and an origin on one thread of their own.
/// Set up, `start()`, then use it from the test's thread. `origin.test` is 192.0.2.10, whose every
/// port is the origin; `closed.test` is 192.0.2.20, where nobody listens; `hole.test` is
/// 192.0.2.30, which answers no SYN; `mute.test` gets no answer of the DNS; every other name does
/// not exist.
class ProxyLab {
 public:
  using Origin = std::function<Task<>(wire::Connection&)>;

  ProxyLab();
  ~ProxyLab();

  /// Whether faults are armed at all: off, a fault's test must fail (TETRA_FAULTS_OFF in the
  /// environment).
  static bool faults_on();
  void arm(std::string_view fault, Node parameters, fault::Trigger trigger = {}) {
    arm_at("proxy", fault, std::move(parameters), std::move(trigger));
  }
  /// The same at another service: `socks` or `pac`.
  void arm_at(const std::string& service, std::string_view fault, Node parameters,
              fault::Trigger trigger = {});
  /// A fault of the test's own.
  void arm_http(std::unique_ptr<http::Fault> fault);
  void origin(Origin origin) { origin_ = std::move(origin); }
  void start();

  /// The root of the authority by which tunnels are intercepted.
  std::string inspection_root() const { return authority_->root_pem(); }
  std::uint16_t port() const { return port_; }
  std::uint16_t socks_port() const { return socks_door_.local_endpoint().port(); }
  std::uint16_t pac_port() const { return pac_door_.local_endpoint().port(); }
  /// Waits for the nth event of that kind of any service, at most 10 s.
  journal::Event wait_for(const journal::Kind& kind, std::size_t nth = 1);
  std::size_t count(const journal::Kind& kind);
  /// How often the origin was connected to.
  int origins() const { return origins_; }

 private:
  Task<> serve_http(wire::TcpAcceptor& door, std::string service, http::Handler& handler,
                    fault::Plan<http::Fault>& plan);
  Task<> serve_one(wire::TcpSocket socket, std::uint64_t number, std::string service,
                   http::Handler& handler, fault::Plan<http::Fault>& plan);
  Task<> serve_socks();
  http::Serving serving(std::uint64_t number, std::string service, fault::Plan<http::Fault>& plan);
  Task<> serve_origin();
  Task<> play_origin(wire::TcpSocket socket);
  asio::ip::tcp::endpoint reach(asio::ip::tcp::endpoint said) const;
  void fill_hole();

  asio::io_context io_{1};
  journal::Journal journal_;
  fault::Clockwork clockwork_{&journal_, 1, {}, {}};
  wire::TcpAcceptor door_, socks_door_, pac_door_, origin_door_, hole_;
  std::deque<asio::ip::tcp::socket> in_the_hole_;
  FakeDns dns_;
  proxy::Proxy proxy_;
  socks::Server socks_;
  std::shared_ptr<proxy::InspectionAuthority> authority_;
  pac::Publisher pac_;
  fault::Plan<http::Fault> exchanges_, pac_exchanges_;
  std::uint64_t requests_ = 0;
  std::size_t armed_ = 0;
  Origin origin_;
  std::atomic<int> origins_ = 0;
  std::uint16_t port_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<journal::Event> seen_;
  journal::Subscription subscription_;
  std::thread thread_;
};

/// An origin that sends so many bytes, then FIN, and reads until the client ends.
ProxyLab::Origin sends(std::string bytes);
/// What an origin was sent, and how that ended; to be read once `done` is.
struct Collected {
  std::string bytes;
  error_code ending;
  std::promise<void> done;
};
/// An origin that sends nothing until its peer ends, and then ends.
ProxyLab::Origin collects(Collected& into);
/// `n` bytes of which no two neighbourhoods are alike.
std::string pattern(std::size_t n);
/// A map of parameters, texts only.
Node params(std::vector<std::pair<std::string, std::string>> pairs);

}  // namespace tetra::test
