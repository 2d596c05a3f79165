#include "harness/cell/interface.hpp"

#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "harness/cell/refusal.hpp"

namespace tetra::cell {
namespace {

constexpr int first_free = 2;  // the index behind that of `lo`
using Bytes = std::vector<unsigned char>;

Bytes text(std::string_view value) {
  Bytes bytes(value.begin(), value.end());
  bytes.push_back(0);
  return bytes;
}

// One attribute, to stand inside another one.
Bytes nested(std::uint16_t type, const Bytes& value) {
  const rtattr head{static_cast<std::uint16_t>(RTA_LENGTH(value.size())), type};
  Bytes bytes(RTA_SPACE(value.size()));
  std::memcpy(bytes.data(), &head, sizeof head);
  std::memcpy(bytes.data() + RTA_LENGTH(0), value.data(), value.size());
  return bytes;
}

ifinfomsg link(unsigned flags) {
  ifinfomsg body{};
  body.ifi_index = first_free;
  body.ifi_flags = flags;
  body.ifi_change = flags;
  return body;
}

int create(Netlink& netlink, std::string_view kind) {
  NetlinkMessage message(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL);
  message.body(link(0));
  message.attribute(IFLA_IFNAME, text("eth0"));
  message.attribute(IFLA_LINKINFO, nested(IFLA_INFO_KIND, text(kind)));
  return netlink.request(message);
}

// Says that the kernel shall give it no link-local address once it is up. Where there is no IPv6
// the kernel refuses, and gives none.
void without_link_local(Netlink& netlink) {
  NetlinkMessage message(RTM_SETLINK, 0);
  message.body(link(0));
  message.attribute(IFLA_AF_SPEC,
                    nested(AF_INET6, nested(IFLA_INET6_ADDR_GEN_MODE, {IN6_ADDR_GEN_MODE_NONE})));
  netlink.request(message);
}

int raise(Netlink& netlink) {
  NetlinkMessage message(RTM_NEWLINK, 0);
  message.body(link(IFF_UP));
  return netlink.request(message);
}

int give(Netlink& netlink, const boost::asio::ip::address_v4& address) {
  NetlinkMessage message(RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL);
  ifaddrmsg body{};
  body.ifa_family = AF_INET;
  body.ifa_prefixlen = 32;
  body.ifa_index = first_free;
  message.body(body);
  const auto bytes = address.to_bytes();
  message.attribute(IFA_LOCAL, bytes);
  message.attribute(IFA_ADDRESS, bytes);
  return netlink.request(message);
}

}  // namespace

Result<void> add_interface(Netlink& netlink, const boost::asio::ip::address_v4& address) {
  int error = create(netlink, "dummy");
  if (error != 0) error = create(netlink, "ifb");
  if (error != 0) return refused("interface eth0", error);
  without_link_local(netlink);
  error = raise(netlink);
  if (error != 0) return refused("eth0 up", error);
  error = give(netlink, address);
  if (error != 0) return refused("address " + address.to_string() + " of eth0", error);
  return {};
}

}  // namespace tetra::cell
