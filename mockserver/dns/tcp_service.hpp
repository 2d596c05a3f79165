#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "engine/wire/connection.hpp"
#include "mockserver/dns/responder.hpp"

namespace tetra::dns {

/// DNS over TCP on one address (RFC 7766): several queries a connection, answered in order, each
/// with its length before it. Connections idle for 30 s are closed; above 512 at once a new one is
/// closed unanswered.
class TcpService {
 public:
  TcpService(const asio::any_io_executor& executor, std::shared_ptr<Responder> responder)
      : acceptor_(executor), responder_(std::move(responder)) {}

  error_code open(const asio::ip::tcp::endpoint& endpoint);
  std::uint16_t port() const { return endpoint_.port(); }
  /// Accepts until closed.
  static Task<> run(std::shared_ptr<TcpService> self);
  void close();

  /// From now on connections are refused by the kernel (the port stays ours, but nobody listens);
  /// open ones live on.
  void refuse();
  /// Accepts again if it had been told to refuse in an earlier attempt.
  static void recover(const std::shared_ptr<TcpService>& self);

 private:
  static Task<> converse(std::shared_ptr<TcpService> self, wire::TcpSocket socket,
                         std::uint64_t number);
  static Task<bool> answer(wire::Connection& connection, Responder& responder, Sending& sending);
  error_code bind(bool listening);

  wire::TcpAcceptor acceptor_;
  asio::ip::tcp::endpoint endpoint_;
  std::shared_ptr<Responder> responder_;
  std::uint64_t refused_in_attempt_ = 0;  // 0: it accepts
  std::uint64_t accepted_ = 0;
  std::size_t open_ = 0;
};

}  // namespace tetra::dns
