#include "world/services.hpp"

#include <algorithm>

#include "mockserver/http2/serve.hpp"

namespace tetra::world {

Service::Service(asio::any_io_executor executor, std::string name, fault::Clockwork& clockwork)
    : executor_(std::move(executor)),
      name_(std::move(name)),
      clockwork_(clockwork),
      tcp_plan_(clockwork),
      tls_plan_(clockwork),
      http_plan_(clockwork),
      h2_plan_(clockwork) {}

bool Service::arm(const fault::ArmedPtr& armed, std::string_view layer) {
  if (layer == "tcp") {
    tcp_plan_.add(armed);
  } else if (layer == "tls") {
    tls_plan_.add(armed);
  } else if (layer == "http" || layer == "proxy" ||
             layer == "pac") {  // a proxy's own refusals and a script are HTTP answers
    http_plan_.add(armed);
  } else if (layer == "h2") {
    h2_plan_.add(armed);
  } else {
    return false;
  }
  return true;
}

Result<asio::ip::tcp::endpoint> Service::bind(asio::ip::tcp::endpoint at, http::Handler& handler,
                                              tls::Acceptor* tls) {
  return bind(at, [this, &handler, tls](tcp::Arrival arrival) {
    return serve(std::move(arrival), handler, tls);
  });
}

Result<asio::ip::tcp::endpoint> Service::bind(asio::ip::tcp::endpoint at,
                                              tcp::Listener::Protocol protocol) {
  listeners_.push_back(std::make_unique<tcp::Listener>(executor_, name_, connections_, tcp_plan_,
                                                       std::move(protocol)));
  listeners_.back()->on_change([this] {
    for (const auto& listener : listeners_) listener->refresh();
  });
  return listeners_.back()->bind(at);
}

std::vector<tcp::Peers> Service::crowd() const {
  return listeners_.empty() ? std::vector<tcp::Peers>() : listeners_.front()->crowd();
}

bool Service::meets(const std::string& from) const {
  return std::any_of(listeners_.begin(), listeners_.end(),
                     [&](const auto& listener) { return listener->meets(from); });
}

std::optional<std::uint8_t> Service::icmp_for(const asio::ip::tcp::endpoint& to) const {
  for (const auto& listener : listeners_) {
    if (const auto code = listener->icmp_for(to)) return code;
  }
  return std::nullopt;
}

void Service::open() {
  for (const auto& listener : listeners_) listener->open();
}

void Service::knocked(const asio::ip::tcp::endpoint& to, const std::string& from) {
  for (const auto& listener : listeners_) listener->knocked(to, from);
}

std::vector<asio::ip::tcp::endpoint> Service::endpoints() const {
  std::vector<asio::ip::tcp::endpoint> all;
  for (const auto& listener : listeners_)
    all.insert(all.end(), listener->endpoints().begin(), listener->endpoints().end());
  return all;
}

Task<> Service::serve(tcp::Arrival arrival, http::Handler& handler, tls::Acceptor* tls) {
  wire::ConnectionPtr connection = std::move(arrival.connection);
  if (tls != nullptr)
    connection = co_await tls->accept(std::move(connection), arrival.number, arrival.local_address);
  if (!connection) co_return;
  http::Serving about = serving(arrival.number, arrival.local_address);
  if (speaks_h2() && connection->application_protocol() == "h2") {
    co_await h2::serve(*connection, handler, std::move(about), h2_plan_);
  } else {
    co_await http::serve(*connection, handler, std::move(about));
  }
}

http::Serving Service::serving(std::uint64_t connection, std::string address) {
  http::Serving serving;
  serving.service = name_;
  serving.connection = connection;
  serving.address = std::move(address);
  serving.requests = &requests_;
  serving.plan = &http_plan_;
  serving.journal = clockwork_.journal;
  return serving;
}

}  // namespace tetra::world
