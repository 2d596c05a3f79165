#include "tests/wire/proxy/proxy_lab.hpp"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace tetra::test {
namespace {

using asio::ip::tcp;
using namespace std::chrono_literals;

tcp::endpoint loopback() {
  return {asio::ip::address_v4::loopback(), 0};
}

std::optional<std::string> answer(const FakeDns::Query& query) {
  if (query.name == "mute.test") return std::nullopt;
  if (query.name == "origin.test")
    return FakeDns::reply(query, 0, {FakeDns::a(query.name, {192, 0, 2, 10})});
  if (query.name == "closed.test")
    return FakeDns::reply(query, 0, {FakeDns::a(query.name, {192, 0, 2, 20})});
  if (query.name == "hole.test")
    return FakeDns::reply(query, 0, {FakeDns::a(query.name, {192, 0, 2, 30})});
  if (query.name == "second.test") {
    return FakeDns::reply(
        query, 0,
        {FakeDns::a(query.name, {192, 0, 2, 20}), FakeDns::a(query.name, {192, 0, 2, 10})});
  }
  return FakeDns::reply(query, 3, {});
}

proxy::Settings settings_for(const FakeDns& dns, std::function<tcp::endpoint(tcp::endpoint)> reach,
                             std::function<http::Serving(std::uint64_t)> inside) {
  proxy::Settings settings;
  settings.resolver.server = dns.endpoint();
  settings.resolver.patience = 50ms;
  settings.connect_deadline = 300ms;
  settings.reach = std::move(reach);
  settings.inside = std::move(inside);
  return settings;
}

}  // namespace

ProxyLab::ProxyLab()
    : door_(io_.get_executor(), loopback()),
      socks_door_(io_.get_executor(), loopback()),
      pac_door_(io_.get_executor(), loopback()),
      origin_door_(io_.get_executor(), loopback()),
      hole_(io_.get_executor()),
      dns_(io_.get_executor(), answer),
      proxy_(settings_for(
                 dns_, [this](tcp::endpoint said) { return reach(said); },
                 [this](std::uint64_t number) { return serving(number, "proxy", exchanges_); }),
             clockwork_),
      socks_(settings_for(dns_, [this](tcp::endpoint said) { return reach(said); }, {}),
             clockwork_),
      exchanges_(clockwork_),
      pac_exchanges_(clockwork_),
      origin_(sends("")),
      port_(door_.local_endpoint().port()) {
  authority_ = proxy::InspectionAuthority::create({"origin.test"}, "http://127.0.0.1:1").value();
  proxy_.inspect_by(authority_);
}

ProxyLab::~ProxyLab() {
  io_.stop();
  if (thread_.joinable()) thread_.join();
}

bool ProxyLab::faults_on() {
  return std::getenv("TETRA_FAULTS_OFF") == nullptr;
}

void ProxyLab::arm_at(const std::string& service, std::string_view name, Node parameters,
                      fault::Trigger trigger) {
  if (!faults_on()) return;
  const fault::Catalog::Entry* entry = fault::Catalog::instance().find(service, name);
  if (entry == nullptr) throw std::runtime_error("no fault " + std::string(name));
  auto made = fault::make_fault(*entry, parameters);
  if (!made) throw std::runtime_error(to_string(made.error()));
  proxy_.introduce(**made);
  socks_.introduce(**made);
  pac_.introduce(**made);
  const bool of_tunnel = entry->info.layer == "tunnel";
  const auto armed = std::make_shared<fault::Armed>(
      fault::Armed{armed_++, service, entry->info.id(), std::move(*made),
                   fault::TriggerState(std::move(trigger), 1), 0});
  if (of_tunnel) (service == "socks" ? socks_.tunnel_plan() : proxy_.tunnel_plan()).add(armed);
  if (of_tunnel) return;
  if (service == "socks") return socks_.add(armed);
  (service == "pac" ? pac_exchanges_ : exchanges_).add(armed);
}

void ProxyLab::arm_http(std::unique_ptr<http::Fault> fault) {
  exchanges_.add(std::make_shared<fault::Armed>(
      fault::Armed{armed_++, "proxy", "http.of-the-test", std::move(fault),
                   fault::TriggerState(fault::Trigger(), 1), 0}));
}

void ProxyLab::start() {
  clockwork_.ready = std::chrono::steady_clock::now();
  subscription_ = journal_.subscribe([this](const journal::Event& event) {
    const std::lock_guard lock(mutex_);
    seen_.push_back(event);
    changed_.notify_all();
  });
  fill_hole();
  wire::spawn(io_.get_executor(), serve_http(door_, "proxy", proxy_, exchanges_));
  wire::spawn(io_.get_executor(), serve_http(pac_door_, "pac", pac_, pac_exchanges_));
  wire::spawn(io_.get_executor(), serve_socks());
  wire::spawn(io_.get_executor(), serve_origin());
  thread_ = std::thread([this] { io_.run(); });
}

// A full accept queue answers no further SYN.
void ProxyLab::fill_hole() {
  hole_.open(tcp::v4());
  hole_.bind(loopback());
  hole_.listen(0);
  for (int i = 0; i < 4; ++i) {
    in_the_hole_.emplace_back(io_);
    in_the_hole_.back().async_connect(hole_.local_endpoint(), [](error_code) {});
  }
}

tcp::endpoint ProxyLab::reach(tcp::endpoint said) const {
  const std::string address = said.address().to_string();
  if (address == "192.0.2.10") return origin_door_.local_endpoint();
  if (address == "192.0.2.30") return hole_.local_endpoint();
  return {asio::ip::address_v4::loopback(), 1};  // tcpmux: nobody listens there
}

Task<> ProxyLab::serve_http(wire::TcpAcceptor& door, std::string service, http::Handler& handler,
                            fault::Plan<http::Fault>& plan) {
  for (std::uint64_t number = 1;; ++number) {
    auto [ec, socket] = co_await door.async_accept();
    if (ec) co_return;
    wire::spawn(io_.get_executor(), serve_one(std::move(socket), number, service, handler, plan));
  }
}

Task<> ProxyLab::serve_one(wire::TcpSocket socket, std::uint64_t number, std::string service,
                           http::Handler& handler, fault::Plan<http::Fault>& plan) {
  wire::TcpConnection peer(std::move(socket));
  http::Serving about = serving(number, std::move(service), plan);
  co_await http::serve(peer, handler, std::move(about));
}

http::Serving ProxyLab::serving(std::uint64_t number, std::string service,
                                fault::Plan<http::Fault>& plan) {
  http::Serving serving;
  serving.service = std::move(service);
  serving.connection = number;
  serving.requests = &requests_;
  serving.plan = &plan;
  serving.journal = &journal_;
  return serving;
}

Task<> ProxyLab::serve_socks() {
  for (std::uint64_t number = 1;; ++number) {
    auto [ec, socket] = co_await socks_door_.async_accept();
    if (ec) co_return;
    auto peer = std::make_unique<wire::TcpConnection>(std::move(socket));
    wire::spawn(io_.get_executor(), socks_.serve(std::move(peer), number, "127.0.0.1"));
  }
}

Task<> ProxyLab::serve_origin() {
  for (;;) {
    auto [ec, socket] = co_await origin_door_.async_accept();
    if (ec) co_return;
    ++origins_;
    wire::spawn(io_.get_executor(), play_origin(std::move(socket)));
  }
}

Task<> ProxyLab::play_origin(wire::TcpSocket socket) {
  wire::TcpConnection peer(std::move(socket));
  co_await origin_(peer);
}

journal::Event ProxyLab::wait_for(const journal::Kind& kind, std::size_t nth) {
  std::unique_lock lock(mutex_);
  journal::Event found;
  const auto there = [&] {
    std::size_t n = 0;
    for (const journal::Event& event : seen_) {
      if (event.kind != &kind || ++n < nth) continue;
      found = event;
      return true;
    }
    return false;
  };
  if (!changed_.wait_for(lock, faults_on() ? 10s : 1s, there))
    throw std::runtime_error("no event " + std::string(kind.word) + " within 10 s");
  return found;
}

std::size_t ProxyLab::count(const journal::Kind& kind) {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(
      std::count_if(seen_.begin(), seen_.end(),
                    [&](const journal::Event& event) { return event.kind == &kind; }));
}

ProxyLab::Origin sends(std::string bytes) {
  return [bytes = std::move(bytes)](wire::Connection& peer) -> Task<> {
    co_await peer.write(asio::buffer(bytes));
    co_await peer.end(wire::Ending::clean);
  };
}

ProxyLab::Origin collects(Collected& into) {
  return [&into](wire::Connection& peer) -> Task<> {
    std::string chunk(65536, '\0');
    while (!into.ending) {
      const wire::IoResult got = co_await peer.read_some(asio::buffer(chunk));
      into.ending = got.ec;
      into.bytes.append(chunk, 0, got.bytes);
    }
    into.done.set_value();
    co_await peer.end(wire::Ending::clean);
  };
}

std::string pattern(std::size_t n) {
  std::string bytes(n, '\0');
  std::uint32_t state = 1;
  for (char& byte : bytes) {
    state = state * 1664525 + 1013904223;
    byte = static_cast<char>(state >> 24);
  }
  return bytes;
}

Node params(std::vector<std::pair<std::string, std::string>> pairs) {
  std::vector<std::pair<std::string, Node>> entries;
  for (auto& [key, value] : pairs)
    entries.emplace_back(std::move(key), scalar_node(std::move(value)));
  return map_node(std::move(entries));
}

}  // namespace tetra::test
