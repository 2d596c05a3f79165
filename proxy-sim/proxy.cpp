#include "proxy-sim/proxy.hpp"

#include "engine/journal/kinds/tunnel.hpp"
#include "engine/wire/connection.hpp"
#include "proxy-sim/authority.hpp"
#include "proxy-sim/dial.hpp"
#include "proxy-sim/forward.hpp"
#include "proxy-sim/inspect.hpp"
#include "proxy-sim/tunnel.hpp"

namespace tetra::proxy {

// What a tunnel needs while it runs.
struct Proxy::Opened {
  wire::ConnectionPtr origin;
  Tunnel tunnel;
  std::string authority, address;
  std::uint64_t connection = 0;
};

namespace {

std::int64_t number(std::uint64_t n) {
  return static_cast<std::int64_t>(n);
}

// One tunnel more for as long as it lives, which may be longer than the proxy does.
class Standing {
 public:
  explicit Standing(std::shared_ptr<std::uint64_t> count) : count_(std::move(count)) { ++*count_; }
  ~Standing() { --*count_; }
  Standing(const Standing&) = delete;
  Standing& operator=(const Standing&) = delete;

 private:
  std::shared_ptr<std::uint64_t> count_;
};

}  // namespace

Task<> Proxy::run(std::shared_ptr<Opened> opened, wire::Connection& client,
                  std::string read_ahead) {
  const Standing standing(standing_);
  event::Tunnel begun{.authority = opened->authority, .address = opened->address};
  journal_.write("proxy", opened->connection, std::move(begun));
  Direction down = std::move(opened->tunnel.down);
  Direction up = std::move(opened->tunnel.up);
  const Tunnelled done = co_await run_tunnel(client, *opened->origin, std::move(down),
                                             std::move(up), std::move(read_ahead));
  event::TunnelEnd ended{.up_bytes = number(done.up_bytes),
                         .down_bytes = number(done.down_bytes),
                         .how = std::string(done.how)};
  journal_.write("proxy", opened->connection, std::move(ended));
}

Proxy::Proxy(Settings settings, fault::Clockwork& clockwork)
    : settings_(std::move(settings)), journal_(*clockwork.journal), tunnels_(clockwork) {}

void Proxy::introduce(fault::Fault& fault) const {
  if (auto* knowing = dynamic_cast<KnowsCredentials*>(&fault)) knowing->know(settings_.credentials);
  if (auto* knowing = dynamic_cast<KnowsTunnels*>(&fault)) knowing->know(*standing_);
}

Task<http::Response> Proxy::handle(const http::Exchange& exchange) {
  const http::Request& request = exchange.request;
  if (request.method == "CONNECT") co_return co_await connect(exchange);
  if (request.target.find("://") != std::string::npos && !request.target.starts_with('/')) {
    co_return co_await forward(settings_, journal_, exchange);
  }
  auto list = authority_ ? authority_->list_at(request.path) : std::nullopt;
  if (list) {
    http::Response response;
    response.fields.add("Content-Type", "application/pkix-crl");
    response.body = bytes_of(std::move(*list));
    co_return response;
  }
  co_return http::text_response(400, "This is a proxy: ask it with CONNECT or with a whole URL.\n");
}

Task<http::Response> Proxy::connect(const http::Exchange& exchange) {
  const auto authority = authority_of(exchange.request, std::nullopt);
  if (!authority) co_return http::text_response(400, "CONNECT wants host:port.\n");
  Dialled dialled =
      co_await dial(settings_, journal_, exchange.connection, authority->host, authority->port);
  if (!dialled.failure)
    co_return established(exchange, *authority, std::move(dialled.origin), dialled.address);
  co_return gateway_failed(journal_, exchange, *authority, *dialled.failure);
}

Task<> Proxy::run_inspected(std::shared_ptr<Inspected> what, wire::Connection& client,
                            std::string read_ahead) {
  const Standing standing(standing_);
  co_await inspect(what, settings_, client, std::move(read_ahead));
}

http::Response Proxy::established(const http::Exchange& exchange, const Authority& authority,
                                  wire::ConnectionPtr origin, const std::string& address) {
  const auto opened = std::make_shared<Opened>();
  opened->origin = std::move(origin);
  opened->authority = exchange.request.target;
  opened->address = address;
  opened->connection = exchange.connection;
  opened->tunnel.established.reason = "Connection established";
  opened->tunnel.established.hide_length =
      true;  // a 2xx to CONNECT has no Content-Length (RFC 9110 section 9.3.6)

  fault::Context context;
  context.connection = exchange.connection;
  context.request = exchange.number;
  context.host = exchange.request.host;
  context.method = exchange.request.method;
  context.address = exchange.address;
  const TunnelContext about{exchange.request.host, exchange.request.port, opened->address,
                            exchange.connection};
  tunnels_.ask(context, [&](TunnelFault& fault, const wire::Acted& acted) {
    fault.on_tunnel(about, opened->tunnel, acted);
  });

  http::Response response = std::move(opened->tunnel.established);
  if (opened->tunnel.inspection && authority_ && settings_.inside) {
    inspected(*opened, authority, response);
    return response;
  }
  response.take_over = [this, opened](wire::Connection& client, std::string read_ahead) {
    return run(opened, client, std::move(read_ahead));
  };
  return response;
}

void Proxy::inspected(Opened& opened, const Authority& authority, http::Response& response) {
  const auto what = std::make_shared<Inspected>();
  what->inspection = std::move(*opened.tunnel.inspection);
  what->authority = authority_;
  what->origin = std::move(opened.origin);
  what->host = authority.host;
  what->port = authority.port;
  what->serving = settings_.inside(opened.connection);
  journal_.write("proxy", opened.connection,
                 event::Tunnel{.authority = opened.authority, .address = opened.address});
  response.take_over = [this, what](wire::Connection& client, std::string read_ahead) {
    return run_inspected(what, client, std::move(read_ahead));
  };
}

}  // namespace tetra::proxy
