#include "world/world.hpp"

#include "certs/trust_files.hpp"
#include "engine/wire/descriptors.hpp"
#include "world/world_events.hpp"

namespace tetra::world {

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
