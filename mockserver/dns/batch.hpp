#pragma once
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <boost/asio/ip/udp.hpp>
#include <string_view>

#include "mockserver/dns/responder.hpp"

namespace tetra::dns {

/// The datagrams of one wake-up: up to `most` received by one call, and the replies to them sent by one call.
class Batch {
 public:
  static constexpr std::size_t most = 32;
  static constexpr std::size_t longest = 4096;  ///< of a query; what is longer is cut and will not parse

  Batch();
  /// Takes what the socket has; the number of datagrams, or 0.
  std::size_t receive(int socket);
  std::string_view message(std::size_t index) const;
  asio::ip::udp::endpoint from(std::size_t index) const;

  /// The reply to datagram `index`; its bytes must stay as they are until `send` is through.
  Sending& sending(std::size_t index) { return sendings_[index]; }
  /// Adds that reply to what is to be sent.
  void queue(std::size_t index);
  /// Sends the queue, calling `responder.sent` for each; false when the socket is full and must be waited for. A peer that
  /// can't be reached loses its reply.
  bool send(int socket, Responder& responder);

 private:
  std::array<std::array<char, longest>, most> buffers_;
  std::array<sockaddr_storage, most> peers_;
  std::array<iovec, most> in_parts_, out_parts_;
  std::array<mmsghdr, most> in_, out_;
  std::array<std::size_t, most> out_index_;
  std::array<Sending, most> sendings_;
  std::size_t queued_ = 0, done_ = 0;
};

}  // namespace tetra::dns
