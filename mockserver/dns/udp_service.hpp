#pragma once
#include <memory>

#include "mockserver/dns/responder.hpp"

namespace tetra::dns {

class TcpService;
class Batch;

/// DNS over UDP on one address: reads and sends several datagrams at each wake-up (recvmmsg,
/// sendmmsg).
class UdpService {
 public:
  UdpService(const asio::any_io_executor& executor, std::shared_ptr<Responder> responder,
             std::shared_ptr<TcpService> tcp);
  ~UdpService();

  error_code open(const asio::ip::udp::endpoint& endpoint);
  /// Answers until closed.
  static Task<> run(std::shared_ptr<UdpService> self);
  void close();

 private:
  static Task<> flush(std::shared_ptr<UdpService> self);
  static void take(const std::shared_ptr<UdpService>& self, std::size_t index);
  static Task<> send_apart(std::shared_ptr<UdpService> self, asio::ip::udp::endpoint to,
                           Sending sending);

  wire::UdpSocket socket_;
  asio::ip::udp::endpoint endpoint_;
  std::string local_;
  std::shared_ptr<Responder> responder_;
  std::shared_ptr<TcpService> tcp_;
  std::unique_ptr<Batch> batch_;
  std::size_t delayed_ = 0;  // replies that are kept back
};

}  // namespace tetra::dns
