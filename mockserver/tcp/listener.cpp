#include "mockserver/tcp/listener.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/asio/ip/v6_only.hpp>
#include <sstream>

#include "engine/journal/kinds/transport.hpp"
#include "engine/wire/spawn.hpp"
#include "engine/wire/syn_filter.hpp"
#include "engine/wire/tcp_connection.hpp"

namespace tetra::tcp {

struct Listener::Socket {
  explicit Socket(const asio::any_io_executor& executor) : acceptor(executor) {}
  wire::TcpAcceptor acceptor;
  asio::ip::tcp::endpoint endpoint;
  Door door{Door::State::shut, {}, {}};
  std::optional<wire::SynSilence> silence;  // behind the acceptor, whose descriptor it needs
  std::uint64_t generation = 0;             // an accept loop ends when its door was shut under it
};

namespace {

std::string text_of(const asio::ip::tcp::endpoint& endpoint) {
  std::ostringstream out;
  out << endpoint;
  return out.str();
}

Problem bind_problem(const asio::ip::tcp::endpoint& at, const error_code& ec) {
  return Problem{"cannot-listen",
                 {},
                 fmt::format("can't listen on {}: {}", text_of(at), ec.message()),
                 ec == asio::error::access_denied
                     ? "ports below 1024 need a namespace cell or root"
                     : "stop what listens there, or let the kernel choose a port"};
}

error_code listen_on(wire::TcpAcceptor& acceptor, const asio::ip::tcp::endpoint& at) {
  error_code ec;
  acceptor.open(at.protocol(), ec);
  if (!ec) acceptor.set_option(asio::socket_base::reuse_address(true), ec);
  if (!ec && at.address().is_v6()) acceptor.set_option(asio::ip::v6_only(true), ec);
  if (!ec) acceptor.bind(at, ec);
  return ec;
}

// The kernel tells nobody that it has dropped a segment; it only counts.
Task<> watch_loss(int fd, std::weak_ptr<bool> alive, wire::Acted lost) {
  while (!alive.expired()) {
    if (const std::uint32_t segments = wire::packets_lost(fd); segments > 0) {
      lost({detail::segments(static_cast<std::int64_t>(segments))});
      co_return;
    }
    co_await wire::pause(std::chrono::milliseconds(5));
  }
}

}  // namespace

Listener::Listener(asio::any_io_executor executor, std::string service, std::uint64_t& connections,
                   fault::Plan<Fault>& plan, Protocol protocol)
    : executor_(std::move(executor)),
      service_(std::move(service)),
      connections_(connections),
      plan_(plan),
      protocol_(std::move(protocol)) {}

Result<asio::ip::tcp::endpoint> Listener::bind(asio::ip::tcp::endpoint at) {
  auto socket = std::make_shared<Socket>(executor_);
  if (const error_code ec = listen_on(socket->acceptor, at)) return fail(bind_problem(at, ec));
  socket->endpoint = socket->acceptor.local_endpoint();
  endpoints_.push_back(socket->endpoint);
  sockets_.push_back(socket);
  return endpoints_.back();
}

fault::Context Listener::context_for(std::string_view address) const {
  fault::Context context;
  context.connection = connections_ + 1;
  context.address = address;
  return context;
}

Door Listener::door_of(const Socket& socket) const {
  Door door;
  const std::string address = socket.endpoint.address().to_string();
  plan_.peek(context_for(address), [&](Fault& fault, const wire::Acted&) { fault.on_door(door); });
  return door;
}

void Listener::open() {
  for (const auto& socket : sockets_) set_door(socket, door_of(*socket));
}

void Listener::refresh() {
  for (const auto& socket : sockets_) {
    const Door door = door_of(*socket);
    if (door.state != socket->door.state) set_door(socket, door);
  }
}

std::optional<std::uint8_t> Listener::icmp_for(const asio::ip::tcp::endpoint& to) const {
  for (const auto& socket : sockets_) {
    if (socket->endpoint == to) return socket->door.icmp;
  }
  return std::nullopt;
}

std::vector<Peers> Listener::crowd() const {
  std::vector<Peers> all;
  plan_.peek(fault::Context(),
             [&](Fault& fault, const wire::Acted& acted) { fault.on_crowd(all, acted); });
  return all;
}

void Listener::set_door(const std::shared_ptr<Socket>& shared, const Door& door) {
  Socket& socket = *shared;
  ++socket.generation;
  socket.door = door;
  socket.silence.reset();
  error_code ignored;
  socket.acceptor.cancel(ignored);
  if (door.state == Door::State::shut) {
    socket.acceptor.close(ignored);
    return;
  }
  // A world that can't have its own port back, or can't drop a SYN, is broken, not unlucky: nobody
  // else is in the cell.
  if (!socket.acceptor.is_open()) {
    if (const error_code ec = listen_on(socket.acceptor, socket.endpoint))
      throw boost::system::system_error(ec, "reopen a door");
  }
  socket.acceptor.listen(asio::socket_base::max_listen_connections, ignored);
  wire::lose_no_packets(socket.acceptor.native_handle());
  if (door.loss) {
    if (const error_code ec = wire::lose_packets(socket.acceptor.native_handle(), *door.loss))
      throw boost::system::system_error(ec, "lose packets");
  }
  if (door.state == Door::State::open)
    return wire::spawn(executor_, accept_from(shared, socket.generation));
  socket.silence.emplace(socket.acceptor.native_handle());
  if (const error_code ec = socket.silence->begin())
    throw boost::system::system_error(ec, "swallow SYNs");
}

void Listener::changed() {
  if (changed_) return changed_();
  refresh();
}

void Listener::knocked(const asio::ip::tcp::endpoint& to, const std::string& from) {
  for (const auto& socket : sockets_) {
    if (socket->endpoint != to || socket->door.state == Door::State::open) continue;
    const std::string address = to.address().to_string();
    const fault::Context context = context_for(address);
    ++connections_;
    event::Syn syn{.from = from, .to = text_of(to)};
    plan_.clockwork().journal->write(service_, connections_, std::move(syn));
    plan_.ask(context, [](Fault& fault, const wire::Acted& acted) { fault.on_knock(acted); });
  }
}

Task<> Listener::accept_from(std::shared_ptr<Socket> socket, std::uint64_t generation) {
  while (socket->generation == generation) {
    auto [ec, peer] = co_await socket->acceptor.async_accept();
    if (socket->generation != generation || ec == asio::error::operation_aborted) co_return;
    if (ec) {
      co_await wire::pause(std::chrono::milliseconds(
          10));  // out of descriptors: peers wait in the backlog meanwhile
      continue;
    }
    error_code ignored;
    std::string address = peer.local_endpoint(ignored).address().to_string();
    wire::spawn(executor_, welcome(wire::TcpSocket(std::move(peer)), std::move(address)));
  }
}

Task<> Listener::welcome(wire::TcpSocket socket, std::string address) {
  const int fd = socket.native_handle();
  Arrival arrival;
  arrival.connection = std::make_unique<wire::TcpConnection>(std::move(socket));
  arrival.local_address = address;
  Welcome welcome;
  const fault::Context context = context_for(address);
  arrival.number = ++connections_;
  const auto met = present_.insert(arrival.connection->peer_address());
  event::Connection come{.from = arrival.connection->peer_address(),
                         .to = arrival.connection->local_address()};
  plan_.clockwork().journal->write(service_, arrival.number, std::move(come));
  plan_.ask(context,
            [&](Fault& fault, const wire::Acted& acted) { fault.on_accept(welcome, acted); });
  const bool counted = !welcome.stays.empty();
  std::shared_ptr<bool> alive;
  if (welcome.lost) {
    alive = std::make_shared<bool>(true);
    wire::spawn(executor_, watch_loss(fd, std::weak_ptr<bool>(alive), std::move(welcome.lost)));
  }
  if (counted) changed();
  co_await play(std::move(arrival), std::move(welcome));
  present_.erase(met);
  alive.reset();
  if (counted) changed();
}

void Listener::note_end(std::uint64_t connection, std::string_view how) {
  plan_.clockwork().journal->write(service_, connection, event::End{.how = std::string(how)});
}

Task<> Listener::play(Arrival arrival, Welcome welcome) {
  while (welcome.turn && !welcome.turn()) co_await wire::pause(std::chrono::milliseconds(2));
  if (welcome.delay) co_await wire::pause(*welcome.delay);
  if (welcome.banner) co_await arrival.connection->write(asio::buffer(*welcome.banner));
  const auto report = [&welcome] {
    for (const wire::Acted& acted : welcome.acted) acted({});
  };
  if (!welcome.end) {
    report();
    arrival.connection = wire::shaped(std::move(arrival.connection), std::move(welcome.shape));
    co_await protocol_(std::move(arrival));
    co_return;
  }
  const std::uint64_t number = arrival.number;
  if (welcome.read_first) {
    std::array<char, 4096> first;
    const wire::IoResult got = co_await arrival.connection->read_some(asio::buffer(first));
    if (got.ec) {  // gone by itself, before it met anything
      note_end(number, "peer-closed");
      co_await arrival.connection->end(wire::Ending::clean);
      co_return;
    }
  }
  report();
  note_end(number, wire::to_string(*welcome.end));
  co_await arrival.connection->end(*welcome.end);
}

}  // namespace tetra::tcp
