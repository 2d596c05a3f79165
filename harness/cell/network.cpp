#include "harness/cell/network.hpp"

#include <fcntl.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>

#include <algorithm>
#include <set>

#include "harness/cell/interface.hpp"
#include "harness/cell/local_routes.hpp"
#include "harness/cell/netlink.hpp"
#include "harness/cell/refusal.hpp"

namespace tetra::cell {
namespace {
namespace ip = boost::asio::ip;
using namespace std::chrono_literals;

constexpr int loopback = 1;  // the index of `lo` in every network namespace

std::vector<unsigned char> raw(const ip::address& address) {
  if (address.is_v4()) {
    const auto bytes = address.to_v4().to_bytes();
    return {bytes.begin(), bytes.end()};
  }
  const auto bytes = address.to_v6().to_bytes();
  return {bytes.begin(), bytes.end()};
}

unsigned char family(const ip::address& address) {
  return address.is_v4() ? AF_INET : AF_INET6;
}

int raise_loopback(Netlink& netlink) {
  NetlinkMessage message(RTM_NEWLINK, 0);
  ifinfomsg link{};
  link.ifi_index = loopback;
  link.ifi_flags = IFF_UP;
  link.ifi_change = IFF_UP;
  message.body(link);
  return netlink.request(message);
}

int add_address(Netlink& netlink, const ip::address& address) {
  NetlinkMessage message(RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL);
  ifaddrmsg body{};
  body.ifa_family = family(address);
  body.ifa_prefixlen = address.is_v4() ? 32 : 128;
  body.ifa_flags = IFA_F_NODAD;  // usable at once, without duplicate address detection
  body.ifa_index = loopback;
  message.body(body);
  message.attribute(IFA_LOCAL, raw(address));
  message.attribute(IFA_ADDRESS, raw(address));
  return netlink.request(message);
}

// The kernel's own route to an address of this machine, but from `source`. IPv6 keeps the first of
// two routes, so its own goes before.
int come_from(Netlink& netlink, const ip::address& source, const ip::address& address) {
  const auto message_of = [&](std::uint16_t type, std::uint16_t flags) {
    NetlinkMessage message(type, flags);
    rtmsg body{};
    body.rtm_family = family(address);
    body.rtm_dst_len = address.is_v4() ? 32 : 128;
    body.rtm_table = RT_TABLE_LOCAL;
    body.rtm_protocol = RTPROT_KERNEL;
    body.rtm_scope = address.is_v4() ? RT_SCOPE_HOST : RT_SCOPE_UNIVERSE;
    body.rtm_type = RTN_LOCAL;
    message.body(body);
    message.attribute(RTA_DST, raw(address));
    message.attribute(RTA_OIF, static_cast<std::uint32_t>(loopback));
    return message;
  };
  if (address.is_v6()) {
    NetlinkMessage own = message_of(RTM_DELROUTE, 0);
    if (const int error = netlink.request(own); error != 0) return error;
  }
  NetlinkMessage route = message_of(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE);
  route.attribute(RTA_PREFSRC, raw(source));
  return netlink.request(route);
}

unsigned char type_of(RouteKind kind) {
  switch (kind) {
    case RouteKind::unreachable:
      return RTN_UNREACHABLE;
    case RouteKind::prohibited:
      return RTN_PROHIBIT;
    case RouteKind::swallowed:
      return RTN_UNICAST;
  }
  return RTN_UNREACHABLE;
}

int add_route(Netlink& netlink, const Route& route) {
  NetlinkMessage message(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL);
  rtmsg body{};
  body.rtm_family = family(route.network);
  body.rtm_dst_len = static_cast<unsigned char>(route.prefix);
  body.rtm_table = RT_TABLE_MAIN;
  body.rtm_protocol = RTPROT_STATIC;
  body.rtm_scope = route.kind == RouteKind::swallowed ? RT_SCOPE_LINK : RT_SCOPE_UNIVERSE;
  body.rtm_type = type_of(route.kind);
  message.body(body);
  message.attribute(RTA_DST, raw(route.network));
  // Sent to `lo` a packet comes back in for an address that is not ours, and a host that does not
  // forward drops it in silence.
  if (route.kind == RouteKind::swallowed)
    message.attribute(RTA_OIF, static_cast<std::uint32_t>(loopback));
  return netlink.request(message);
}

bool allow_low_ports() {
  const Fd file(::open("/proc/sys/net/ipv4/ip_unprivileged_port_start", O_WRONLY | O_CLOEXEC));
  return file && ::write(file.get(), "0", 1) == 1;
}

Result<void> add_routes(Netlink& netlink, const std::vector<Route>& routes) {
  for (const auto& route : routes) {
    const unsigned most = route.network.is_v4() ? 32 : 128;
    if (route.prefix > most)
      return fail("bad-prefix", {}, "a prefix has at most " + std::to_string(most) + " bits");
    const int error = add_route(netlink, route);
    if (error != 0)
      return refused("route " + route.network.to_string() + '/' + std::to_string(route.prefix),
                     error);
  }
  return {};
}

// An interface beside `lo` with the first of the addresses that is IPv4. A world without it works
// all the same.
void add_interface_of(Netlink& netlink, const std::vector<ip::address>& addresses,
                      std::vector<std::string>& remarks) {
  const auto first = std::ranges::find_if(addresses, &ip::address::is_v4);
  if (first == addresses.end()) return;
  if (const auto added = add_interface(netlink, first->to_v4()); !added)
    remarks.push_back("programs may take this machine for offline: " + to_string(added.error()));
}

// Packets to each address that is `there` come from the source of its family, if that is there as
// well.
Result<void> lead_back(Netlink& netlink, const CellSpec& spec, const std::set<ip::address>& there) {
  for (const auto& source : spec.sources) {
    for (const auto& address : spec.addresses) {
      if (address.is_v4() != source.is_v4() || !there.contains(source) || !there.contains(address))
        continue;
      if (const int error = come_from(netlink, source, address); error != 0)
        return refused("route from " + source.to_string() + " to " + address.to_string(), error);
    }
  }
  return {};
}
}  // namespace

Result<std::vector<std::string>> build_network(const CellSpec& spec) {
  auto netlink = Netlink::open();
  if (!netlink) return fail(netlink.error());
  if (const int error = raise_loopback(*netlink); error != 0) return refused("lo up", error);
  auto local_routes = LocalRoutes::listen();
  if (!local_routes) return fail(local_routes.error());
  std::vector<std::string> remarks;
  std::vector<ip::address> all = spec.addresses;
  all.insert(all.end(), spec.sources.begin(), spec.sources.end());
  std::set<ip::address> there;
  for (const auto& address : all) {
    const int error = add_address(*netlink, address);
    if (error != 0 && address.is_v4()) return refused("address " + address.to_string(), error);
    if (error != 0) remarks.push_back("no IPv6 here: " + address.to_string() + " is missing");
    if (error == 0 && address.is_v6()) local_routes->expect(address);
    if (error == 0) there.insert(address);
  }
  if (!local_routes->wait(2s)) remarks.push_back("the IPv6 addresses were not ready in time");
  if (auto led = lead_back(*netlink, spec, there); !led) return fail(led.error());
  if (auto added = add_routes(*netlink, spec.routes); !added) return fail(added.error());
  if (spec.interface)
    add_interface_of(*netlink, spec.sources.empty() ? spec.addresses : spec.sources, remarks);
  if (!allow_low_ports())
    remarks.push_back("clients can't bind ports below 1024: /proc/sys is not writable here");
  return remarks;
}

}  // namespace tetra::cell
