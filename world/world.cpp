#include "world/world.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "certs/trust_files.hpp"
#include "engine/wire/descriptors.hpp"
#include "world/world_events.hpp"

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

World::World(asio::io_context& io, Blueprint blueprint)
    : io_(io),
      blueprint_(std::move(blueprint)),
      dns_plan_(clockwork_),
      ocsp_plan_(clockwork_),
      crl_plan_(clockwork_),
      definitions_plan_(clockwork_),
      crowd_(io.get_executor()) {
  clockwork_.journal = &journal_;
  clockwork_.ready = std::chrono::steady_clock::now();
  for (const char* name : {"update", "ocsp", "crl", "proxy", "socks", "pac"})
    services_[name] = std::make_unique<Service>(io_.get_executor(), name, clockwork_);
}

World::~World() = default;

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

void World::arm(const scenario::FaultUse& use, std::optional<std::uint64_t> attempt) {
  fault::Trigger trigger = use.trigger;
  if (attempt && !trigger.when.attempt) trigger.when.attempt = Range{*attempt, *attempt};
  auto made = fault::make_fault(*use.entry, use.parameters);
  if (!made) throw std::logic_error("a checked fault can't be made: " + to_string(made.error()));
  const std::size_t index = armed_.size();
  auto armed = std::make_shared<fault::Armed>(
      fault::Armed{index, use.service, use.entry->info.id(), std::move(*made),
                   fault::TriggerState(std::move(trigger), blueprint_.seed + index), 0});
  proxy_->introduce(*armed->fault);
  socks_->introduce(*armed->fault);
  pac_->introduce(*armed->fault);
  armed_.emplace_back(armed, use.optional);
  const std::string_view layer = use.entry->info.layer;
  const auto service = services_.find(use.service);
  if (service != services_.end() && service->second->arm(armed, layer)) return;
  if (layer == "dns") return dns_plan_.add(armed);
  if (layer == "ocsp") return ocsp_plan_.add(armed);
  if (layer == "crl") return crl_plan_.add(armed);
  if (layer == "socks") return socks_->add(armed);
  if (layer == "tunnel" && use.service == "socks") return socks_->tunnel_plan().add(armed);
  if (layer == "definitions") return definitions_plan_.add(armed);
  if (layer == "tunnel") return proxy_->tunnel_plan().add(armed);
  throw std::logic_error("no plan takes faults of layer " + std::string(layer) + " for service " +
                         use.service);
}

Result<void> World::start() {
  wire::allow_many_connections();
  for (const auto step : {&World::start_revocation, &World::start_update, &World::start_dns,
                          &World::start_proxy, &World::start_socks, &World::start_pac}) {
    if (auto done = (this->*step)(); !done) return done;
  }
  for (const scenario::FaultUse& use : blueprint_.scenario.faults) arm(use, std::nullopt);
  for (std::size_t n = 0; n < blueprint_.scenario.attempts.size(); ++n) {
    for (const scenario::FaultUse& use : blueprint_.scenario.attempts[n].faults) arm(use, n + 1);
  }
  if (services_.at("update")->speaks_h2()) tls_->offer_h2();
  fill_placeholders();
  clockwork_.ready = std::chrono::steady_clock::now();
  journal_.start();
  journal_.write("world", 0,
                 event::Ready{.scenario = blueprint_.scenario.id,
                              .seed = static_cast<std::int64_t>(blueprint_.seed)});
  dns_->start();
  return {};
}

void World::begin_attempt(std::uint64_t number) {
  clockwork_.attempt = number;
  journal_.write("world", 0, event::AttemptBegins{.number = static_cast<std::int64_t>(number)});
  for (const auto& [name, service] : services_) service->open();
}

// A crowd goes where the client is sent: to the port of the policy's update server, to the one port
// of any other service.
Task<bool> World::gather_crowd() {
  for (const auto& [name, service] : services_) {
    const bool tls = name == "update" && blueprint_.scenario.server.starts_with("https:");
    for (const tcp::Peers& peers : service->crowd()) {
      const auto endpoints = service->endpoints();
      const asio::ip::tcp::endpoint to =
          name == "update" && !tls ? endpoints.at(1) : endpoints.front();
      const auto met = [&met_by = *service](const std::string& from) { return met_by.meets(from); };
      if (!co_await crowd_.gather(peers, met, to, placeholders_.at("update.host"), tls))
        co_return false;
    }
  }
  co_return true;
}

std::optional<std::uint8_t> World::icmp_for(const asio::ip::tcp::endpoint& to) const {
  for (const auto& [name, service] : services_) {
    if (const auto code = service->icmp_for(to)) return code;
  }
  return std::nullopt;
}

void World::knocked(const asio::ip::tcp::endpoint& to, const std::string& from) {
  for (const auto& [name, service] : services_) service->knocked(to, from);
}

std::vector<FaultReport> World::faults() const {
  std::vector<FaultReport> all;
  for (const auto& [armed, optional] : armed_)
    all.push_back(FaultReport{armed->index, armed->service, armed->id, optional, armed->acted});
  return all;
}

std::string World::root_pem() const {
  std::string all;
  for (const TrustedRoot& root : trusted_roots(blueprint_)) all += root.pem;
  return all;
}

std::string World::client_certificate_pem(certs::Authority issuer) const {
  certs::LeafSpec spec;
  spec.issuer = issuer;
  spec.hosts.emplace();
  spec.common_name = "endpoint";
  spec.certificate.extended_key_usage = {{"clientAuth"}};
  const auto identity = blueprint_.pki->issue(spec);
  if (!identity)
    throw std::logic_error("a client's certificate can't be made: " + to_string(identity.error()));
  return certs::chain_pem(*identity) + certs::private_key_pem(identity->key);
}

}  // namespace tetra::world
