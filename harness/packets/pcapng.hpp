#pragma once
#include <boost/asio/ip/address.hpp>
#include <string>
#include <vector>

#include "harness/packets/packet.hpp"

namespace tetra::packets {

/// An address and the names that it has in the capture.
struct Name {
  boost::asio::ip::address address;
  std::vector<std::string> hosts;
};

/// What stands in one capture file. All texts are UTF-8.
struct Capture {
  std::string application;            ///< the program that wrote it
  std::vector<std::string> comments;  ///< of the whole file
  std::string interface;              ///< its name where it was captured
  std::string description;            ///< of the interface
  std::vector<Name> names;
  std::string tls_secrets;      ///< NSS key log lines; empty: none
  std::vector<Packet> packets;  ///< in the order of their time
  std::uint64_t dropped = 0;    ///< packets that passed and are not here
};

/// The bytes of a pcapng file (draft-ietf-opsawg-pcapng) of one section: header, interface with
/// nanoseconds, names, secrets before the packets that they open, packets with their comments,
/// statistics. A text of an option is cut at 65,000 bytes.
std::string to_pcapng(const Capture& capture);

}  // namespace tetra::packets
