#include "proxy-sim/dial.hpp"

#include <algorithm>
#include <sstream>

#include "engine/journal/kinds/tunnel.hpp"
#include "engine/wire/tcp_connection.hpp"

namespace tetra::proxy {
namespace {

using asio::ip::tcp;

Failure failure_of(const error_code& ec) {
  if (ec == asio::error::timed_out) return Failure::timed_out;
  if (ec == asio::error::host_unreachable || ec == asio::error::network_unreachable)
    return Failure::no_route;
  return Failure::refused;
}

std::string text_of(const tcp::endpoint& endpoint) {
  std::ostringstream out;
  out << endpoint;
  return out.str();
}

}  // namespace

Task<Dialled> dial(const Settings& settings, journal::Journal& journal, std::uint64_t connection,
                   std::string host, std::uint16_t port) {
  Dialled dialled;
  const Found found = co_await lookup(settings.resolver, host);
  error_code no_address;
  asio::ip::make_address(host, no_address);
  if (no_address) {
    event::Lookup looked{.name = host, .outcome = std::string(to_string(found.outcome))};
    journal.write(settings.service, connection, std::move(looked));
  }
  if (found.addresses.empty()) {
    dialled.failure = found.outcome == LookupOutcome::timed_out ? Failure::lookup_timed_out
                                                                : Failure::unresolvable;
    co_return dialled;
  }
  const auto deadline = wire::Clock::now() + settings.connect_deadline;
  for (std::size_t i = 0; i < found.addresses.size(); ++i) {
    const tcp::endpoint said(found.addresses[i], port);
    const tcp::endpoint real = settings.reach ? settings.reach(said) : said;
    dialled.address = text_of(said);
    dialled.failure = Failure::no_route;
    if (real.port() == 0) continue;
    const auto left = std::max(deadline - wire::Clock::now(), wire::Clock::duration(1));
    const auto share = left / static_cast<long>(found.addresses.size() - i);
    auto [ec, made] = co_await wire::connect(real, share, settings.resolver.from);
    if (!ec) {
      dialled.failure.reset();
      dialled.origin = std::move(made);
      co_return dialled;
    }
    dialled.failure = failure_of(ec);
  }
  co_return dialled;
}

}  // namespace tetra::proxy
