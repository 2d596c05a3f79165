#pragma once
#include <boost/asio/ip/address.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace tetra::cell {

/// What a cell is made of: namespaces of its own, or only processes of its own on the machine's
/// loopback.
enum class IsolationKind { namespace_cell, ports_cell };

/// What happens to packets for a network that nobody in the cell serves. Without a Route, connect()
/// gives ENETUNREACH.
enum class RouteKind {
  unreachable,  ///< connect() gives EHOSTUNREACH at once
  prohibited,   ///< connect() gives EACCES at once
  swallowed,    ///< packets are sent and never answered; IPv4 only (IPv6 gives ENETUNREACH, because
                ///< the kernel rejects such a route)
};

/// `network`/`prefix` in CIDR terms, for example 198.51.100.0/24.
struct Route {
  boost::asio::ip::address network;
  unsigned prefix = 32;
  RouteKind kind = RouteKind::unreachable;
};

/// What a namespace cell is to contain. A ports cell uses `keep` alone.
struct CellSpec {
  /// Added to `lo` as /32 and /128; documentation ranges (RFC 5737, RFC 3849) by convention.
  std::vector<boost::asio::ip::address> addresses;
  /// Added to `lo` as well, at most one of each family: where packets to `addresses` come from
  /// unless the program binds to another. Empty: they come from the address that they go to, as
  /// Linux has it for a machine's own addresses.
  std::vector<boost::asio::ip::address> sources;
  std::vector<Route> routes;
  /// An interface `eth0` beside `lo`, which leads nowhere, where the kernel has such
  /// (interface.hpp). Making it takes about 10 ms.
  bool interface = false;
  /// Absolute path below /etc -> content. Seen instead of the machine's file, which need not exist.
  std::map<std::string, std::string> files;
  /// Folders below /etc that hold nothing but entries of `files`: the trust store has the lab's
  /// root and no other.
  std::set<std::string> fresh_directories = {"/etc/ssl/certs"};
  /// Folders that look empty inside where they exist: sockets through which names could be asked
  /// for behind the cell's back.
  std::vector<std::string> hidden_directories = {"/run/nscd", "/var/run/nscd",
                                                 "/run/systemd/resolve", "/run/avahi-daemon"};
  /// The host name inside; empty keeps the machine's.
  std::string hostname;
  /// The caller's descriptors (3 and up) that stay open inside, for example a control socket bound
  /// outside.
  std::vector<int> keep;
};

}  // namespace tetra::cell
