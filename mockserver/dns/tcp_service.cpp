#include "mockserver/dns/tcp_service.hpp"

#include <sys/socket.h>

#include <sstream>

#include "engine/journal/kinds/transport.hpp"
#include "engine/wire/spawn.hpp"
#include "engine/wire/tcp_connection.hpp"

namespace tetra::dns {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t most_connections = 512;
constexpr auto longest_idle = 30s;

// Ends a read that nobody feeds. The timer's handler may run after the conversation: it only
// touches what it shares.
class Deadline {
 public:
  Deadline(const asio::any_io_executor& executor, int socket)
      : timer_(executor), socket_(std::make_shared<int>(socket)) {}
  ~Deadline() { *socket_ = -1; }
  void start() {
    timer_.expires_after(longest_idle);
    timer_.async_wait([socket = socket_](error_code ec) {
      if (!ec && *socket >= 0) ::shutdown(*socket, SHUT_RDWR);
    });
  }
  void stop() { timer_.cancel(); }

 private:
  wire::Timer timer_;
  std::shared_ptr<int> socket_;
};

// Exactly `length` more bytes into `into`; false when the peer has gone.
Task<bool> read_exactly(wire::Connection& connection, std::string& into, std::size_t length) {
  into.resize(length);
  std::size_t done = 0;
  while (done < length) {
    const auto rest = asio::buffer(into.data() + done, length - done);
    const wire::IoResult got = co_await connection.read_some(rest);
    if (got.ec) co_return false;
    done += got.bytes;
  }
  co_return true;
}

}  // namespace

error_code TcpService::bind(bool listening) {
  error_code ec;
  acceptor_.open(endpoint_.protocol(), ec);
  if (!ec) acceptor_.set_option(asio::socket_base::reuse_address(true), ec);
  if (!ec) acceptor_.bind(endpoint_, ec);
  if (!ec && listening) acceptor_.listen(asio::socket_base::max_listen_connections, ec);
  if (!ec) endpoint_ = acceptor_.local_endpoint(ec);
  if (ec) {
    error_code ignored;
    acceptor_.close(ignored);
  }
  return ec;
}

error_code TcpService::open(const asio::ip::tcp::endpoint& endpoint) {
  endpoint_ = endpoint;
  return bind(true);
}

void TcpService::close() {
  error_code ignored;
  acceptor_.close(ignored);
}

void TcpService::refuse() {
  const bool first = refused_in_attempt_ == 0;
  refused_in_attempt_ = responder_->attempt();
  if (!first) return;
  error_code ignored;
  acceptor_.close(ignored);
  bind(false);
}

void TcpService::recover(const std::shared_ptr<TcpService>& self) {
  if (self->refused_in_attempt_ == 0 || self->refused_in_attempt_ == self->responder_->attempt())
    return;
  self->refused_in_attempt_ = 0;
  error_code ignored;
  self->acceptor_.close(ignored);
  if (!self->bind(true)) wire::spawn(self->acceptor_.get_executor(), run(self));
}

Task<> TcpService::run(std::shared_ptr<TcpService> self) {
  while (self->acceptor_.is_open()) {
    auto [ec, socket] = co_await self->acceptor_.async_accept();
    if (ec == asio::error::operation_aborted || self->responder_->stopped()) co_return;
    if (ec) {
      // Out of descriptors: the queue waits until some are free.
      co_await wire::pause(10ms);
      continue;
    }
    if (self->open_ >= most_connections) continue;
    ++self->open_;
    wire::spawn(self->acceptor_.get_executor(),
                converse(self, std::move(socket), ++self->accepted_));
  }
}

Task<> TcpService::converse(std::shared_ptr<TcpService> self, wire::TcpSocket socket,
                            std::uint64_t number) {
  Deadline idle(socket.get_executor(), socket.native_handle());
  wire::TcpConnection connection(std::move(socket));
  Peer peer;
  peer.transport = Transport::tcp;
  peer.from = connection.peer_address();
  peer.connection = number;
  const std::string local = self->endpoint_.address().to_string();
  peer.local = local;
  event::Connection come{.from = peer.from};
  self->responder_->journal().write("dns", number, std::move(come));
  Sending sending;
  std::string message;
  bool open = true;
  while (open && !self->responder_->stopped()) {
    idle.start();
    open = co_await read_exactly(connection, message, 2);
    if (!open) break;
    const std::size_t length = get16(message, 0);
    open = co_await read_exactly(connection, message, length);
    idle.stop();
    if (!open || self->responder_->stopped()) break;
    self->responder_->respond(message, peer, sending);
    open = co_await answer(connection, *self->responder_, sending);
  }
  idle.start();
  co_await connection.end(wire::Ending::clean);
  --self->open_;
}

// False once the connection is over.
Task<bool> TcpService::answer(wire::Connection& connection, Responder& responder,
                              Sending& sending) {
  responder.holding_back(sending);
  const Dispatch& dispatch = sending.dispatch;
  if (dispatch.delay.count() > 0) co_await wire::pause(dispatch.delay);
  if (sending.leaves()) {
    std::string framed;
    append16(framed,
             dispatch.tcp_length.value_or(static_cast<std::uint16_t>(sending.bytes.size())));
    framed += sending.bytes;
    const wire::IoResult written = co_await connection.write(asio::buffer(framed));
    if (written.ec) co_return false;
    responder.sent(sending);
  }
  if (!dispatch.end) co_return true;
  const wire::Ending how = *dispatch.end;
  co_await connection.end(how);
  co_return false;
}

}  // namespace tetra::dns
