// What of a World binds its services, in the order in which World::start asks for it.
#include <fmt/format.h>

#include <filesystem>

#include "world/world.hpp"

namespace tetra::world {
namespace {

asio::ip::tcp::endpoint endpoint_at(std::string_view address, std::uint16_t port) {
  return {asio::ip::make_address(address), port};
}

std::string text_of(const asio::ip::tcp::endpoint& endpoint) {
  return fmt::format("{}:{}", endpoint.address().to_string(), endpoint.port());
}

bool has_ipv6() {
  return std::filesystem::exists("/proc/net/if_inet6");
}

}  // namespace

// A ports cell has none, and neither has a machine without IPv6: such an address is not to be had
// then, and nobody is sent there but by a scenario that says so.
std::vector<std::string> World::addresses_v6(std::string_view service) const {
  if (blueprint_.network == Network::loopback || !has_ipv6()) return {};
  return documentation_addresses_v6(service);
}

// In a namespace the address and port are the real ones; on the loopback the kernel chooses a port,
// and `real_` remembers which.
Result<asio::ip::tcp::endpoint> World::bind(Service& service, std::string_view address,
                                            std::uint16_t port, http::Handler& handler,
                                            tls::Acceptor* tls) {
  const bool loopback = blueprint_.network == Network::loopback;
  const auto at = loopback ? endpoint_at(loopback_address, 0) : endpoint_at(address, port);
  auto bound = service.bind(at, handler, tls);
  if (bound) real_[{std::string(address), port}] = *bound;
  return bound;
}

Result<void> World::start_revocation() {
  Service& ocsp = *services_.at("ocsp");
  Service& crl = *services_.at("crl");
  // The handlers need the PKI, and on the loopback the PKI needs the ports: bind first, nobody is
  // served before an attempt begins.
  ocsp_handler_ = std::make_unique<OcspHandler>(responder_);
  crl_handler_ = std::make_unique<CrlHandler>(publisher_);
  for (const std::string& address : documentation_addresses("ocsp")) {
    if (auto bound = bind(ocsp, address, 80, *ocsp_handler_, nullptr); !bound)
      return fail(bound.error());
  }
  for (const std::string& address : documentation_addresses("crl")) {
    if (auto bound = bind(crl, address, 80, *crl_handler_, nullptr); !bound)
      return fail(bound.error());
  }
  if (!blueprint_.pki) {
    auto pki = mint_pki(text_of(ocsp.endpoints().front()), text_of(crl.endpoints().front()),
                        blueprint_.scenario);
    if (!pki) return fail(pki.error());
    blueprint_.pki = std::make_shared<certs::Pki>(std::move(*pki));
  }
  responder_ = std::make_unique<ocsp::Responder>(*blueprint_.pki, ocsp_plan_);
  publisher_ = std::make_unique<crl::Publisher>(*blueprint_.pki, crl_plan_);
  return {};
}

Result<void> World::start_update() {
  Service& update = *services_.at("update");
  auto tls = tls::Acceptor::create(*blueprint_.pki, "update", update.tls_plan());
  if (!tls) return fail(tls.error());
  tls_ = std::move(*tls);
  tls_->log_keys_to(&key_log_);
  update_handler_ = std::make_unique<UpdateHandler>(*blueprint_.tree, definitions_plan_);
  for (const std::string& address : documentation_addresses("update")) {
    if (auto bound = bind(update, address, 443, *update_handler_, tls_.get()); !bound)
      return fail(bound.error());
    if (auto bound = bind(update, address, 80, *update_handler_, nullptr); !bound)
      return fail(bound.error());
  }
  for (const std::string& address : addresses_v6("update")) {
    if (auto bound = bind(update, address, 443, *update_handler_, tls_.get()); !bound)
      return fail(bound.error());
    if (auto bound = bind(update, address, 80, *update_handler_, nullptr); !bound)
      return fail(bound.error());
  }
  return {};
}

Result<void> World::start_dns() {
  const bool loopback = blueprint_.network == Network::loopback;
  dns::Zone zone;
  for (const std::string_view host :
       {name::definitions, name::definitions_eu, name::definitions_apjc, name::definitions_old}) {
    zone.add_a(host, documentation_addresses("update"));
  }
  zone.add_a(name::ocsp, documentation_addresses("ocsp"));
  zone.add_a(name::crl, documentation_addresses("crl"));
  zone.add_a(name::proxy, documentation_addresses("proxy"));
  zone.add_a(name::socks, documentation_addresses("socks"));
  for (const std::string_view host : {name::pac, name::wpad})
    zone.add_a(host, documentation_addresses("pac"));
  zone.add_a(name::dns, documentation_addresses("dns"));
  for (const std::string& address : documentation_addresses("update"))
    zone.add_reverse(address, name::definitions);
  zone.add_reverse(documentation_addresses("ocsp").front(), name::ocsp);
  zone.add_reverse(documentation_addresses("crl").front(), name::crl);
  zone.add_reverse(documentation_addresses("proxy").front(), name::proxy);
  zone.add_reverse(documentation_addresses("socks").front(), name::socks);
  zone.add_reverse(documentation_addresses("pac").front(), name::pac);
  for (const char* origin : {"amp.cisco.com", "identrust.com", "corp.example"})
    zone.add_origin(origin);
  dns_ = std::make_unique<dns::Server>(io_.get_executor(), std::move(zone), dns_plan_);
  const std::string address =
      loopback ? std::string(loopback_address) : documentation_addresses("dns").front();
  const auto port = dns_->listen(asio::ip::make_address(address), loopback ? 0 : 53);
  if (!port)
    return fail("cannot-listen", {},
                fmt::format("can't listen for DNS on {}: {}", address, port.error().message()), "");
  dns_port_ = *port;
  return {};
}

// Clients in a ports cell are told the ports that really are, so they ask the proxy for those as
// well as for the usual ones.
asio::ip::tcp::endpoint World::reach(const asio::ip::tcp::endpoint& to) const {
  const auto usual = real_.find({to.address().to_string(), to.port()});
  if (usual != real_.end()) return usual->second;
  for (const auto& [said, real] : real_) {
    if (real.port() == to.port()) return real;
  }
  return {to.address(), 0};
}

proxy::Settings World::proxy_settings(std::string_view service) const {
  const bool loopback = blueprint_.network == Network::loopback;
  proxy::Settings settings;
  settings.service = service;
  const std::string dns_address =
      loopback ? std::string(loopback_address) : documentation_addresses("dns").front();
  settings.resolver.server =
      asio::ip::udp::endpoint(asio::ip::make_address(dns_address), dns_port_);
  settings.connect_deadline =
      std::min<Duration>(settings.connect_deadline, blueprint_.scenario.timeout / 2);
  if (loopback) {
    settings.reach = [this](const asio::ip::tcp::endpoint& to) { return reach(to); };
  } else {
    settings.resolver.from = own_addresses(service);
  }
  return settings;
}

Result<void> World::start_proxy() {
  proxy::Settings settings = proxy_settings("proxy");
  Service& service = *services_.at("proxy");
  const std::string proxy_address = documentation_addresses("proxy").front();
  settings.inside = [&service, proxy_address](std::uint64_t connection) {
    return service.serving(connection, proxy_address);
  };
  proxy_ = std::make_unique<proxy::Proxy>(std::move(settings), clockwork_);
  if (blueprint_.scenario.route == scenario::Route::https_proxy) {
    auto tls = tls::Acceptor::create(*blueprint_.pki, "proxy", service.tls_plan(),
                                     {std::string(name::proxy), std::string(loopback_address)});
    if (!tls) return fail(tls.error());
    proxy_tls_ = std::move(*tls);
    proxy_tls_->log_keys_to(&key_log_);
  }
  for (const std::string& address : documentation_addresses("proxy")) {
    if (auto bound = bind(service, address, 3128, *proxy_, proxy_tls_.get()); !bound)
      return fail(bound.error());
  }
  for (const std::string& address : addresses_v6("proxy")) {
    if (auto bound = bind(service, address, 3128, *proxy_, proxy_tls_.get()); !bound)
      return fail(bound.error());
  }
  return start_inspection();
}

Result<void> World::start_inspection() {
  if (blueprint_.inspects && !blueprint_.inspection) {
    auto inspection = mint_inspection(text_of(services_.at("proxy")->endpoints().front()));
    if (!inspection) return fail(inspection.error());
    blueprint_.inspection = std::move(*inspection);
  }
  if (blueprint_.inspection) blueprint_.inspection->log_keys_to(&key_log_);
  proxy_->inspect_by(blueprint_.inspection);
  return {};
}

Result<void> World::start_socks() {
  socks_ = std::make_unique<socks::Server>(proxy_settings("socks"), clockwork_);
  const auto protocol = [this](tcp::Arrival arrival) {
    return socks_->serve(std::move(arrival.connection), arrival.number,
                         std::move(arrival.local_address));
  };
  const bool loopback = blueprint_.network == Network::loopback;
  for (const std::string& address : documentation_addresses("socks")) {
    auto bound = services_.at("socks")->bind(
        loopback ? endpoint_at(loopback_address, 0) : endpoint_at(address, 1080), protocol);
    if (!bound) return fail(bound.error());
    real_[{address, 1080}] = *bound;
  }
  return {};
}

Result<void> World::start_pac() {
  pac_ = std::make_unique<pac::Publisher>();
  for (const std::string& address : documentation_addresses("pac")) {
    if (auto bound = bind(*services_.at("pac"), address, 80, *pac_, nullptr); !bound)
      return fail(bound.error());
  }
  if (blueprint_.network != Network::loopback) return {};
  const auto place = [this](std::string_view service, std::uint16_t port) {
    return text_of(real_.at({documentation_addresses(service).front(), port}));
  };
  pac::Places places;
  places.proxy = place("proxy", 3128);
  places.socks = place("socks", 1080);
  places.pac = place("pac", 80);
  places.dead = fmt::format("{}:1", loopback_address);  // tcpmux (RFC 1078), which nobody runs
  pac_->know(std::move(places));
  return {};
}

}  // namespace tetra::world
