#pragma once
#include <functional>
#include <memory>
#include <set>
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
  Listener(asio::any_io_executor executor, std::string service, std::uint64_t& connections,
           fault::Plan<Fault>& plan, Protocol protocol);

  /// Binds an address; port 0 lets the kernel choose. `endpoints()` tells what it became. Nothing
  /// is accepted before `open`.
  Result<asio::ip::tcp::endpoint> bind(asio::ip::tcp::endpoint at);
  /// Sets every door as the plan says now, and accepts where it is open. Again at every attempt's
  /// start.
  void open();
  /// Sets the doors that stand otherwise than the plan says now: a connection has come or gone.
  void refresh();
  /// What calls `refresh` of every listener of the service; without it only of this one.
  void on_change(std::function<void()> changed) { changed_ = std::move(changed); }
  /// The ICMP code (destination unreachable) with which a SYN for this address is answered;
  /// nullopt: with nothing of the kind.
  std::optional<std::uint8_t> icmp_for(const asio::ip::tcp::endpoint& to) const;
  /// Who comes besides the client now that an attempt begins.
  std::vector<Peers> crowd() const;
  /// Whether a connection from this address and port is accepted and not yet over.
  bool meets(const std::string& from) const { return present_.contains(from); }
  /// The packet tap saw a new SYN for one of our addresses. Counts only where the door is not open.
  void knocked(const asio::ip::tcp::endpoint& to, const std::string& from);

  const std::vector<asio::ip::tcp::endpoint>& endpoints() const { return endpoints_; }
  const std::string& service() const { return service_; }

 private:
  struct Socket;
  void changed();
  Door door_of(const Socket& socket) const;
  void set_door(const std::shared_ptr<Socket>& socket, const Door& door);
  Task<> accept_from(std::shared_ptr<Socket> socket, std::uint64_t generation);
  Task<> welcome(wire::TcpSocket socket, std::string address);
  Task<> play(Arrival arrival, Welcome welcome);
  void note_end(std::uint64_t connection, std::string_view how);
  fault::Context context_for(std::string_view address) const;

  asio::any_io_executor executor_;
  std::string service_;
  std::uint64_t& connections_;
  fault::Plan<Fault>& plan_;
  Protocol protocol_;
  std::function<void()> changed_;
  std::vector<std::shared_ptr<Socket>> sockets_;
  std::vector<asio::ip::tcp::endpoint> endpoints_;
  std::multiset<std::string> present_;  // who is met: peers by address and port
};

}  // namespace tetra::tcp
