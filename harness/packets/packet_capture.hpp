#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "engine/base/quantity.hpp"
#include "engine/base/result.hpp"
#include "harness/packets/packet.hpp"

namespace tetra::packets {

/// Keeps every packet that passes `lo` of the network namespace in which it was opened, with the
/// kernel's time.
class PacketCapture {
 public:
  /// Whether a packet (from its IP header on) is kept; where others use the same interface, theirs
  /// are not ours to write down.
  using Wanted = std::function<bool(std::string_view packet)>;

  /// What is kept at most, in bytes of packets; further ones are counted as dropped. A download of
  /// the lab is about 1 MB.
  static constexpr std::size_t most_bytes = std::size_t{128} << 20;

  /// Needs CAP_NET_RAW, as PacketTap does. Empty `wanted`: all. Problem `refused-1` without it.
  static Result<PacketCapture> open(boost::asio::any_io_executor executor, Wanted wanted);
  PacketCapture(PacketCapture&&) noexcept;
  ~PacketCapture();

  /// Waits, at most `deadline`, until all that has passed by now is kept: the kernel hands packets
  /// over in blocks. Blocks the loop. False when they did not come, so that some may be missing.
  bool finish(Duration deadline);
  /// What was kept, in the order of the kernel's time; nothing is kept any more.
  std::vector<packets::Packet> take();
  /// Packets that passed and were not kept: beyond `most_bytes`, or the loop was too slow to read
  /// them (packet(7)).
  std::uint64_t dropped();

 private:
  struct State;
  explicit PacketCapture(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tetra::packets
