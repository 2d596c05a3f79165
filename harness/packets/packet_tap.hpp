#pragma once
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <functional>
#include <memory>

#include "engine/base/result.hpp"
#include "harness/cell/fd.hpp"

namespace tetra::packets {

/// A connection attempt as it stood on the wire: a TCP segment with SYN and without ACK (RFC
/// 9293, 3.5).
struct Syn {
  boost::asio::ip::tcp::endpoint source;
  boost::asio::ip::tcp::endpoint destination;
  std::uint32_t sequence = 0;  ///< initial sequence number
  bool retransmit = false;     ///< the same attempt again: same ports and initial sequence number
};

/// A TCP segment with RST; `source` is who reset.
struct Rst {
  boost::asio::ip::tcp::endpoint source;
  boost::asio::ip::tcp::endpoint destination;
};

/// Sees every SYN and RST on `lo` of the network namespace in which it was opened, each once: the
/// proof that a client tried a port which refused or swallowed it. Attempts by the world's
/// own services are seen as well; tell them apart by address.
class PacketTap {
 public:
  struct Callbacks {
    std::function<void(const Syn&)> syn;
    std::function<void(const Rst&)> rst;
  };

  /// Needs CAP_NET_RAW, which a namespace cell has before exec. Problem `refused-1` without it
  /// (ports cells of ordinary users).
  static Result<PacketTap> open(boost::asio::any_io_executor executor, Callbacks callbacks);
  PacketTap(PacketTap&&) noexcept;
  ~PacketTap();

  /// Hands over at once what has been seen and not yet told: call it after the client's exit,
  /// before judging.
  void poll();
  /// Segments that the kernel dropped because the loop was too slow to read them (packet(7)); 0 in
  /// every honest run.
  std::uint64_t lost();

 private:
  struct State;
  explicit PacketTap(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tetra::packets
