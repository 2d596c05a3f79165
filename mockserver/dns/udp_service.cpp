#include "mockserver/dns/udp_service.hpp"

#include "engine/wire/spawn.hpp"
#include "mockserver/dns/batch.hpp"
#include "mockserver/dns/tcp_service.hpp"

namespace tetra::dns {
namespace {

constexpr std::size_t most_delayed =
    10'000;  // replies kept back at once; memory must not follow the peers

std::string text_of(const asio::ip::udp::endpoint& endpoint) {
  const std::string address = endpoint.address().to_string();
  const std::string port = std::to_string(endpoint.port());
  return endpoint.address().is_v6() ? "[" + address + "]:" + port : address + ":" + port;
}

}  // namespace

UdpService::UdpService(const asio::any_io_executor& executor, std::shared_ptr<Responder> responder,
                       std::shared_ptr<TcpService> tcp)
    : socket_(executor),
      responder_(std::move(responder)),
      tcp_(std::move(tcp)),
      batch_(std::make_unique<Batch>()) {}
UdpService::~UdpService() = default;

error_code UdpService::open(const asio::ip::udp::endpoint& endpoint) {
  endpoint_ = endpoint;
  local_ = endpoint.address().to_string();
  error_code ec;
  socket_.open(endpoint.protocol(), ec);
  if (!ec) socket_.bind(endpoint, ec);
  if (!ec) socket_.non_blocking(true, ec);
  return ec;
}

void UdpService::close() {
  error_code ignored;
  socket_.close(ignored);
}

Task<> UdpService::run(std::shared_ptr<UdpService> self) {
  constexpr int rounds = 4;  // batches a wake-up, so that the world's other services get their turn
  while (self->socket_.is_open()) {
    auto [ec] = co_await self->socket_.async_wait(wire::UdpSocket::wait_read);
    if (ec) co_return;
    std::size_t got = Batch::most;
    for (int i = 0; i < rounds && got == Batch::most && self->socket_.is_open(); ++i) {
      got = self->batch_->receive(self->socket_.native_handle());
      for (std::size_t index = 0; index < got; ++index) take(self, index);
      co_await flush(self);
    }
  }
}

Task<> UdpService::flush(std::shared_ptr<UdpService> self) {
  while (self->socket_.is_open() &&
         !self->batch_->send(self->socket_.native_handle(), *self->responder_)) {
    auto [ec] = co_await self->socket_.async_wait(wire::UdpSocket::wait_write);
    if (ec) co_return;
  }
}

void UdpService::take(const std::shared_ptr<UdpService>& self, std::size_t index) {
  Batch& batch = *self->batch_;
  const asio::ip::udp::endpoint from = batch.from(index);
  Peer peer;
  peer.from = text_of(from);
  peer.local = self->local_;
  Sending& sending = batch.sending(index);
  self->responder_->respond(batch.message(index), peer, sending);
  TcpService::recover(self->tcp_);
  self->responder_->holding_back(sending);
  if (!sending.leaves()) return;
  const bool apart = sending.dispatch.delay.count() > 0 || sending.dispatch.from_other_port;
  if (!apart) {
    if (sending.dispatch.refuse_tcp) self->tcp_->refuse();
    batch.queue(index, sending.dispatch.copies);
    return;
  }
  if (self->delayed_ >= most_delayed) return;
  ++self->delayed_;
  wire::spawn(self->socket_.get_executor(), send_apart(self, from, std::move(sending)));
}

// A reply that does not leave with the others.
Task<> UdpService::send_apart(std::shared_ptr<UdpService> self, asio::ip::udp::endpoint to,
                              Sending sending) {
  const Dispatch dispatch = sending.dispatch;
  if (dispatch.delay.count() > 0) co_await wire::pause(dispatch.delay);
  --self->delayed_;
  if (!self->socket_.is_open()) co_return;
  if (dispatch.refuse_tcp) self->tcp_->refuse();
  wire::UdpSocket other(self->socket_.get_executor());
  if (dispatch.from_other_port) {
    const asio::ip::udp::endpoint any_port(self->endpoint_.address(), 0);
    error_code ec;
    other.open(any_port.protocol(), ec);
    if (!ec) other.bind(any_port, ec);
    if (ec) co_return;
  }
  wire::UdpSocket& socket = dispatch.from_other_port ? other : self->socket_;
  bool sent = false;
  for (unsigned i = 0; i < dispatch.copies; ++i) {
    const auto [ec, n] = co_await socket.async_send_to(asio::buffer(sending.bytes), to);
    sent = sent || !ec;
  }
  if (sent) self->responder_->sent(sending);
}

}  // namespace tetra::dns
