#pragma once
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <boost/asio/ip/udp.hpp>
#include <string_view>
#include <vector>

#include "mockserver/dns/responder.hpp"

namespace tetra::dns {

/// The datagrams of one wake-up: up to `most` received by one call, and the replies to them sent by
/// one call.
class Batch {
 public:
  static constexpr std::size_t most = 32;
  static constexpr std::size_t longest =
      4096;  ///< of a query; what is longer is cut and will not parse

  Batch();
  /// Takes what the socket has; the number of datagrams, or 0.
  std::size_t receive(int socket);
  std::string_view message(std::size_t index) const;
  asio::ip::udp::endpoint from(std::size_t index) const;

  /// The reply to datagram `index`; its bytes must stay as they are until `send` is through.
  Sending& sending(std::size_t index) { return sendings_[index]; }
  /// Adds that reply to what is to be sent, so many times.
  void queue(std::size_t index, unsigned copies);
  /// Sends the queue, calling `responder.sent` once for each reply; false when the socket is full
  /// and must be waited for. A peer that can't be reached loses its reply.
  bool send(int socket, Responder& responder);

 private:
  std::size_t fill();
  void report(bool sent, Responder& responder);

  std::array<std::array<char, longest>, most> buffers_;
  std::array<sockaddr_storage, most> peers_;
  std::array<iovec, most> in_parts_, out_parts_;
  std::array<mmsghdr, most> in_, out_;
  std::array<Sending, most> sendings_;
  std::vector<std::size_t> queue_;  // indices; a copy is the same index again
  std::size_t done_ = 0;            // of the queue
};

}  // namespace tetra::dns
