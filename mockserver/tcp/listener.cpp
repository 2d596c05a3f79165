#include "mockserver/tcp/listener.hpp"

#include <boost/asio/ip/v6_only.hpp>

#include <fmt/format.h>

#include <array>
#include <boost/asio/ip/v6_only.hpp>
#include <sstream>

#include "engine/wire/spawn.hpp"
#include "engine/wire/syn_filter.hpp"
#include "engine/wire/tcp_connection.hpp"

namespace tetra::tcp {

struct Listener::Socket {
  explicit Socket(const asio::any_io_executor& executor) : acceptor(executor) {}
  wire::TcpAcceptor acceptor;
  asio::ip::tcp::endpoint endpoint;
  Door::State door = Door::State::shut;
  std::optional<wire::SynSilence> silence;  // behind the acceptor, whose descriptor it needs
  std::uint64_t generation = 0;  // an accept loop ends when its door was shut under it
};

namespace {

std::string text_of(const asio::ip::tcp::endpoint& endpoint) {
  std::ostringstream out;
  out << endpoint;
  return out.str();
}

Problem bind_problem(const asio::ip::tcp::endpoint& at, const error_code& ec) {
  return Problem{"cannot-listen", {}, fmt::format("can't listen on {}: {}", text_of(at), ec.message()),
                 ec == asio::error::access_denied ? "ports below 1024 need a namespace cell or root" : "stop what listens there, or let the kernel choose a port"};
}

error_code listen_on(wire::TcpAcceptor& acceptor, const asio::ip::tcp::endpoint& at) {
  error_code ec;
  acceptor.open(at.protocol(), ec);
  if (!ec) acceptor.set_option(asio::socket_base::reuse_address(true), ec);
  if (!ec && at.address().is_v6()) acceptor.set_option(asio::ip::v6_only(true), ec);
  if (!ec) acceptor.bind(at, ec);
  return ec;
}

}  // namespace

Listener::Listener(asio::any_io_executor executor, std::string service, std::uint64_t& connections, fault::Plan<Fault>& plan, Protocol protocol)
    : executor_(std::move(executor)), service_(std::move(service)), connections_(connections), plan_(plan), protocol_(std::move(protocol)) {}

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

void Listener::open() {
  for (const auto& socket : sockets_) {
    Door door;
    const std::string address = socket->endpoint.address().to_string();
    plan_.peek(context_for(address), [&](Fault& fault, const wire::Acted&) { fault.on_door(door); });
    set_door(*socket, door.state);
    if (door.state == Door::State::open) wire::spawn(executor_, accept_from(socket, socket->generation));
  }
}

void Listener::set_door(Socket& socket, Door::State state) {
  ++socket.generation;
  socket.door = state;
  socket.silence.reset();
  error_code ignored;
  socket.acceptor.cancel(ignored);
  if (state == Door::State::shut) {
    socket.acceptor.close(ignored);
    return;
  }
  // A world that can't have its own port back, or can't drop a SYN, is broken, not unlucky: nobody else is in the cell.
  if (!socket.acceptor.is_open()) {
    if (const error_code ec = listen_on(socket.acceptor, socket.endpoint)) throw boost::system::system_error(ec, "reopen a door");
  }
  socket.acceptor.listen(asio::socket_base::max_listen_connections, ignored);
  if (state == Door::State::open) return;
  socket.silence.emplace(socket.acceptor.native_handle());
  if (const error_code ec = socket.silence->begin()) throw boost::system::system_error(ec, "swallow SYNs");
}

void Listener::knocked(const asio::ip::tcp::endpoint& to, const std::string& from) {
  for (const auto& socket : sockets_) {
    if (socket->endpoint != to || socket->door == Door::State::open) continue;
    const std::string address = to.address().to_string();
    const fault::Context context = context_for(address);
    ++connections_;
    plan_.clockwork().journal->write(service_, "syn", connections_, {{"from", from}, {"to", text_of(to)}});
    plan_.ask(context, [](Fault& fault, const wire::Acted& acted) { fault.on_knock(acted); });
  }
}

Task<> Listener::accept_from(std::shared_ptr<Socket> socket, std::uint64_t generation) {
  while (socket->generation == generation) {
    auto [ec, peer] = co_await socket->acceptor.async_accept();
    if (socket->generation != generation || ec == asio::error::operation_aborted) co_return;
    if (ec) {
      co_await wire::pause(std::chrono::milliseconds(10));  // out of descriptors: peers wait in the backlog meanwhile
      continue;
    }
    error_code ignored;
    std::string address = peer.local_endpoint(ignored).address().to_string();
    wire::spawn(executor_, welcome(wire::TcpSocket(std::move(peer)), std::move(address)));
  }
}

Task<> Listener::welcome(wire::TcpSocket socket, std::string address) {
  Arrival arrival;
  arrival.connection = std::make_unique<wire::TcpConnection>(std::move(socket));
  arrival.local_address = address;
  Welcome welcome;
  const fault::Context context = context_for(address);
  arrival.number = ++connections_;
  plan_.clockwork().journal->write(service_, "connection", arrival.number, {{"from", arrival.connection->peer_address()}, {"to", arrival.connection->local_address()}});
  plan_.ask(context, [&](Fault& fault, const wire::Acted& acted) { fault.on_accept(welcome, acted); });
  const auto report = [&welcome] {
    for (const wire::Acted& acted : welcome.acted) acted({});
  };
  if (welcome.delay) co_await wire::pause(*welcome.delay);
  if (welcome.banner) co_await arrival.connection->write(asio::buffer(*welcome.banner));
  if (!welcome.end) {
    report();
    co_await protocol_(std::move(arrival));
    co_return;
  }
  if (welcome.read_first) {
    std::array<char, 4096> first;
    const wire::IoResult got = co_await arrival.connection->read_some(asio::buffer(first));
    if (got.ec) {  // gone by itself, before it met anything
      plan_.clockwork().journal->write(service_, "end", arrival.number, {{"how", "peer-closed"}});
      co_await arrival.connection->end(wire::Ending::clean);
      co_return;
    }
  }
  report();
  plan_.clockwork().journal->write(service_, "end", arrival.number, {{"how", std::string(wire::to_string(*welcome.end))}});
  co_await arrival.connection->end(*welcome.end);
}

}  // namespace tetra::tcp
