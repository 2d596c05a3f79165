#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/quantity.hpp"
#include "engine/base/result.hpp"
#include "harness/cell/fd.hpp"

namespace tetra::cell {

/// One rtnetlink request (rtnetlink(7)): a fixed part, then attributes.
class NetlinkMessage {
 public:
  /// `type` is RTM_…, `flags` are NLM_F_… besides REQUEST and ACK.
  NetlinkMessage(std::uint16_t type, std::uint16_t flags);
  /// The struct that follows the header: ifinfomsg, ifaddrmsg, rtmsg.
  template <class Fixed>
  void body(const Fixed& fixed) {
    append(&fixed, sizeof fixed);
  }
  void attribute(std::uint16_t type, std::span<const unsigned char> value);
  void attribute(std::uint16_t type, std::uint32_t value);
  /// The finished request with its length filled in.
  std::span<const unsigned char> bytes();

 private:
  void append(const void* data, std::size_t size);
  std::vector<unsigned char> bytes_;
};

/// A NETLINK_ROUTE socket of the network namespace in which it was opened.
class Netlink {
 public:
  /// `groups` is a mask of RTMGRP_… whose notifications are wanted; such a socket is for listening
  /// only.
  static Result<Netlink> open(std::uint32_t groups = 0);
  /// Sends the request and waits for the kernel's answer, which comes at once. 0 or an errno.
  int request(NetlinkMessage& message);
  /// The next notifications; empty when none came within the deadline.
  std::vector<unsigned char> listen(Duration deadline);

 private:
  explicit Netlink(Fd socket) : socket_(std::move(socket)) {}
  Fd socket_;
};

}  // namespace tetra::cell
