#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/packets/annotate.hpp"
#include "harness/packets/packet_capture.hpp"
#include "harness/run/case.hpp"
#include "world/world.hpp"

namespace tetra::run {

/// Takes down the wire of a case for its evidence folder: the packets, with a comment where a fault
/// acted, and the TLS secrets.
class Recorder {
 public:
  /// Begins to capture. Where the packets of this machine may not be seen, `write` says so instead.
  Recorder(asio::io_context& io, const world::World& world, const Case& a_case,
           const Setting& setting);

  /// Every event of the world, as it happens.
  void note(const journal::Event& event);
  /// The nth attempt (from 1) begins now.
  void begin_attempt(std::size_t number);
  /// Writes `capture.pcapng` and `keys.log` into the folder (a descriptor); `capture.txt` with the
  /// reason when there could be no capture. Problem `evidence-lost`.
  Result<void> write(int folder);

 private:
  // Who came with a connection or a query, and how the messages of that query begin.
  struct Peer {
    packets::Endpoint endpoint;
    std::string begins;
  };

  bool is_ours(std::string_view packet) const;
  std::vector<std::string> about() const;

  const world::World& world_;
  const Case& case_;
  const Setting& setting_;
  std::vector<packets::Endpoint>
      doors_;  // of the world, in a ports cell, where others use the same interface
  std::optional<packets::PacketCapture> packets_;
  std::string refused_;  // why there is no capture
  std::map<std::pair<std::string, std::string>, Peer>
      peers_;  // by service and the number of its connection or query
  std::vector<packets::Mark> marks_;
};

}  // namespace tetra::run
