#pragma once
#include <boost/asio/ip/address.hpp>

#include "engine/base/result.hpp"
#include "harness/cell/netlink.hpp"

namespace tetra::cell {

/// Adds a network interface `eth0` beside `lo`, up and with the IPv4 address, which `lo` may have
/// as well. It leads nowhere: the kernel drops what is sent there, and packets to the machine's own
/// addresses pass over `lo` as before. Some programs call a machine without such an interface
/// offline, Chromium among them (its AddressTrackerLinux). It has no IPv6 address, not even a
/// link-local one, so that it changes nothing in what names are asked for (RFC 3493 section 6.1,
/// AI_ADDRCONFIG). A Problem where the kernel has neither of the two kinds of interface that are
/// made so (`dummy`, `ifb`).
Result<void> add_interface(Netlink& netlink, const boost::asio::ip::address_v4& address);

}  // namespace tetra::cell
