#include "mockserver/dns/server.hpp"

#include "engine/wire/spawn.hpp"
#include "mockserver/dns/tcp_service.hpp"
#include "mockserver/dns/udp_service.hpp"

namespace tetra::dns {

Server::Server(asio::any_io_executor executor, Zone zone, fault::Plan<Fault>& plan)
    : executor_(std::move(executor)),
      responder_(std::make_shared<Responder>(std::move(zone), plan)) {}

Server::~Server() {
  responder_->stop();
  for (const auto& service : udp_) service->close();
  for (const auto& service : tcp_) service->close();
}

error_code Server::bind(const asio::ip::address& address, std::uint16_t& port) {
  auto tcp = std::make_shared<TcpService>(executor_, responder_);
  if (const error_code ec = tcp->open(asio::ip::tcp::endpoint(address, port))) return ec;
  auto udp = std::make_shared<UdpService>(executor_, responder_, tcp);
  if (const error_code ec = udp->open(asio::ip::udp::endpoint(address, tcp->port()))) {
    tcp->close();
    return ec;
  }
  port = tcp->port();
  tcp_.push_back(std::move(tcp));
  udp_.push_back(std::move(udp));
  return {};
}

tl::expected<std::uint16_t, error_code> Server::listen(const asio::ip::address& address,
                                                       std::uint16_t port) {
  // A port that is free for TCP may be taken for UDP: then another one is tried.
  constexpr int most_tries = 32;
  error_code ec;
  for (int i = 0; i < (port == 0 ? most_tries : 1); ++i) {
    std::uint16_t bound = port;
    ec = bind(address, bound);
    if (!ec) return bound;
  }
  return tl::unexpected<error_code>(ec);
}

void Server::start() {
  for (const auto& service : udp_) wire::spawn(executor_, UdpService::run(service));
  for (const auto& service : tcp_) wire::spawn(executor_, TcpService::run(service));
}

}  // namespace tetra::dns
