#pragma once
#include <boost/asio/ip/address.hpp>
#include <set>
#include <span>

#include "engine/base/quantity.hpp"
#include "harness/cell/netlink.hpp"

namespace tetra::cell {

/// Waits until new IPv6 addresses really receive packets. The kernel answers RTM_NEWADDR at once,
/// but a work queue adds the local route later (addrconf_dad_work): until then a SYN to the address
/// is lost, and tried again only after a second.
class LocalRoutes {
 public:
  /// Listens from now on; call it before the first address is added.
  static Result<LocalRoutes> listen();
  void expect(const boost::asio::ip::address& address) { missing_.insert(address); }
  /// True once every expected address has its local route.
  bool wait(Duration deadline);

 private:
  explicit LocalRoutes(Netlink netlink) : netlink_(std::move(netlink)) {}
  void read(std::span<const unsigned char> notifications);
  Netlink netlink_;
  std::set<boost::asio::ip::address> missing_;
};

}  // namespace tetra::cell
