#pragma once
#include <optional>

#include "engine/wire/connection.hpp"

namespace tetra::wire {

/// A TCP socket with endings that the peer's kernel sees exactly as named. Nagle is off, so segment
/// borders are the writer's.
class TcpConnection final : public Connection {
 public:
  explicit TcpConnection(TcpSocket socket);
  Task<IoResult> read_some(asio::mutable_buffer into) override;
  Task<IoResult> write(asio::const_buffer bytes) override;
  Task<error_code> end(Ending how) override;
  Task<error_code> end_sending() override;
  Connection& transport() override { return *this; }
  std::string local_address() const override;
  std::string peer_address() const override;

 private:
  Task<error_code> finish();

  TcpSocket socket_;
  bool peer_ended_ = false;
  bool more_waits_ = false;  // the last read filled its buffer
  unsigned in_a_row_ = 0;    // reads and writes since the loop last had its turn
};

/// Connects to an address, within the deadline (`asio::error::timed_out` behind it). `from`: the
/// local address, where the two are of one family; else the kernel's choice.
Task<std::pair<error_code, ConnectionPtr>> connect(asio::ip::tcp::endpoint to,
                                                   Clock::duration deadline,
                                                   std::vector<asio::ip::address> from = {});

}  // namespace tetra::wire
