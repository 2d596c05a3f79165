#include "harness/cell/local_routes.hpp"

#include <linux/rtnetlink.h>

#include <chrono>
#include <cstring>
#include <optional>

namespace tetra::cell {
namespace {
namespace ip = boost::asio::ip;

template <class Struct>
std::optional<Struct> read_struct(std::span<const unsigned char> bytes, std::size_t at) {
  if (bytes.size() < at + sizeof(Struct)) return std::nullopt;
  Struct value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

// The destination of an RTM_NEWROUTE for one local IPv6 address.
std::optional<ip::address> local_destination(std::span<const unsigned char> message) {
  const auto route = read_struct<rtmsg>(message, NLMSG_HDRLEN);
  if (!route || route->rtm_family != AF_INET6 || route->rtm_type != RTN_LOCAL ||
      route->rtm_dst_len != 128)
    return std::nullopt;
  std::size_t at = NLMSG_HDRLEN + NLMSG_ALIGN(sizeof(rtmsg));
  while (const auto attribute = read_struct<rtattr>(message, at)) {
    if (attribute->rta_len < sizeof(rtattr)) return std::nullopt;
    const auto raw = read_struct<ip::address_v6::bytes_type>(message, at + RTA_LENGTH(0));
    if (attribute->rta_type == RTA_DST && raw) return ip::address_v6(*raw);
    at += RTA_ALIGN(attribute->rta_len);
  }
  return std::nullopt;
}

}  // namespace

Result<LocalRoutes> LocalRoutes::listen() {
  auto netlink = Netlink::open(RTMGRP_IPV6_ROUTE);
  if (!netlink) return fail(netlink.error());
  return LocalRoutes(std::move(*netlink));
}

bool LocalRoutes::wait(Duration deadline) {
  const auto until = std::chrono::steady_clock::now() + deadline;
  while (!missing_.empty()) {
    const auto left = until - std::chrono::steady_clock::now();
    if (left <= Duration::zero()) return false;
    read(netlink_.listen(left));
  }
  return true;
}

void LocalRoutes::read(std::span<const unsigned char> notifications) {
  while (const auto head = read_struct<nlmsghdr>(notifications, 0)) {
    if (head->nlmsg_len < NLMSG_HDRLEN || head->nlmsg_len > notifications.size()) return;
    if (head->nlmsg_type == RTM_NEWROUTE) {
      if (const auto address = local_destination(notifications.first(head->nlmsg_len)))
        missing_.erase(*address);
    }
    notifications = notifications.subspan(
        std::min<std::size_t>(NLMSG_ALIGN(head->nlmsg_len), notifications.size()));
  }
}

}  // namespace tetra::cell
