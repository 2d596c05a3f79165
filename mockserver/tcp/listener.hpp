#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/wire/connection.hpp"
#include "mockserver/tcp/tcp_fault.hpp"

namespace tetra::tcp {

/// A connection as it is handed to the protocol.
struct Arrival {
  wire::ConnectionPtr connection;
  std::uint64_t number = 0;   ///< nth connection of the service, refused ones counted, from 1
  std::string local_address;  ///< without port
};

/// The listening sockets of one service, and its door. Lives as long as its world's loop.
class Listener {
 public:
  using Protocol = std::function<Task<>(Arrival)>;

  /// `connections` counts the service's connections; several listeners of one service share it.
  Listener(asio::any_io_executor executor, std::string service, std::uint64_t& connections, fault::Plan<Fault>& plan, Protocol protocol);

  /// Binds an address; port 0 lets the kernel choose. `endpoints()` tells what it became. Nothing is accepted before `open`.
  Result<asio::ip::tcp::endpoint> bind(asio::ip::tcp::endpoint at);
  /// Sets every door as the plan says now, and accepts where it is open. Again at every attempt's start.
  void open();
  /// The packet tap saw a new SYN for one of our addresses. Counts only where the door is not open.
  void knocked(const asio::ip::tcp::endpoint& to, const std::string& from);

  const std::vector<asio::ip::tcp::endpoint>& endpoints() const { return endpoints_; }
  const std::string& service() const { return service_; }

 private:
  struct Socket;
  void set_door(Socket& socket, Door::State state);
  Task<> accept_from(std::shared_ptr<Socket> socket, std::uint64_t generation);
  Task<> welcome(wire::TcpSocket socket, std::string address);
  fault::Context context_for(std::string_view address) const;

  asio::any_io_executor executor_;
  std::string service_;
  std::uint64_t& connections_;
  fault::Plan<Fault>& plan_;
  Protocol protocol_;
  std::vector<std::shared_ptr<Socket>> sockets_;
  std::vector<asio::ip::tcp::endpoint> endpoints_;
};

}  // namespace tetra::tcp
