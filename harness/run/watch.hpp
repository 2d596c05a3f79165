#pragma once
#include <boost/asio/io_context.hpp>
#include <functional>
#include <optional>

#include "engine/wire/task.hpp"
#include "harness/packets/packet_tap.hpp"
#include "world/world.hpp"

namespace tetra::run {

/// What the lab does around a client of its world: it answers packets that no socket sees, and lets
/// the services read what was left on its way. It lives no longer than the loop and the world.
class Watch {
 public:
  Watch(asio::io_context& io, world::World& world) : io_(io), world_(world) {}
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  /// From now on SYNs to addresses where nobody listens are noted, and answered by ICMP where a
  /// fault says so. Without the privilege to see packets: no effect.
  void see_packets();

  /// For the time when the client has gone and its sockets are closed: ends when the journal is
  /// quiet and `enough` holds, after 300 ms at most.
  Task<> settle(std::function<bool()> enough);

 private:
  asio::io_context& io_;
  world::World& world_;
  std::optional<packets::PacketTap> tap_;
};

}  // namespace tetra::run
