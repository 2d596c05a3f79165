#include "harness/packets/packet_socket.hpp"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <sys/socket.h>

#include "harness/cell/refusal.hpp"

namespace tetra::packets {

Result<cell::Fd> open_packet_socket(std::span<const sock_filter> filter, int receive_buffer) {
  // Protocol 0: nothing is received before the filter stands.
  cell::Fd socket(::socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket) return cell::refused("packet socket");
  const sock_fprog program{static_cast<unsigned short>(filter.size()),
                           const_cast<sock_filter*>(filter.data())};
  if (!filter.empty() &&
      ::setsockopt(socket.get(), SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) != 0)
    return cell::refused("packet filter");
  // `lo` shows each packet going out and coming in.
  const int yes = 1;
  if (::setsockopt(socket.get(), SOL_PACKET, PACKET_IGNORE_OUTGOING, &yes, sizeof yes) != 0)
    return cell::refused("PACKET_IGNORE_OUTGOING");
  ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVBUFFORCE, &receive_buffer, sizeof receive_buffer);
  sockaddr_ll loopback{};
  loopback.sll_family = AF_PACKET;
  loopback.sll_protocol = htons(ETH_P_ALL);
  loopback.sll_ifindex = static_cast<int>(::if_nametoindex("lo"));
  if (::bind(socket.get(), reinterpret_cast<sockaddr*>(&loopback), sizeof loopback) != 0)
    return cell::refused("bind to lo");
  return socket;
}

}  // namespace tetra::packets
