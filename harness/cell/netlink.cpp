#include "harness/cell/netlink.hpp"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <sys/socket.h>

#include <chrono>
#include <cstring>

#include "harness/cell/refusal.hpp"

namespace tetra::cell {

NetlinkMessage::NetlinkMessage(std::uint16_t type, std::uint16_t flags) {
  nlmsghdr head{};
  head.nlmsg_type = type;
  head.nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | NLM_F_ACK | flags);
  head.nlmsg_seq = 1;
  append(&head, sizeof head);
}

void NetlinkMessage::attribute(std::uint16_t type, std::span<const unsigned char> value) {
  const rtattr head{static_cast<std::uint16_t>(RTA_LENGTH(value.size())), type};
  append(&head, sizeof head);
  append(value.data(), value.size());
}

void NetlinkMessage::attribute(std::uint16_t type, std::uint32_t value) {
  unsigned char raw[sizeof value];
  std::memcpy(raw, &value, sizeof value);
  attribute(type, raw);
}

std::span<const unsigned char> NetlinkMessage::bytes() {
  const auto length = static_cast<std::uint32_t>(bytes_.size());
  std::memcpy(bytes_.data(), &length, sizeof length);
  return bytes_;
}

void NetlinkMessage::append(const void* data, std::size_t size) {
  const auto* first = static_cast<const unsigned char*>(data);
  bytes_.insert(bytes_.end(), first, first + size);
  bytes_.resize(NLMSG_ALIGN(bytes_.size()));
}

Result<Netlink> Netlink::open(std::uint32_t groups) {
  Fd socket(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE));
  if (!socket) return refused("netlink socket");
  sockaddr_nl own{};
  own.nl_family = AF_NETLINK;
  own.nl_groups = groups;
  if (::bind(socket.get(), reinterpret_cast<sockaddr*>(&own), sizeof own) != 0)
    return refused("netlink bind");
  return Netlink(std::move(socket));
}

int Netlink::request(NetlinkMessage& message) {
  const auto bytes = message.bytes();
  sockaddr_nl kernel{};
  kernel.nl_family = AF_NETLINK;
  if (::sendto(socket_.get(), bytes.data(), bytes.size(), 0, reinterpret_cast<sockaddr*>(&kernel),
               sizeof kernel) < 0)
    return errno;
  alignas(nlmsghdr) char answer[4096];
  const ssize_t got = ::recv(socket_.get(), answer, sizeof answer, 0);
  if (got < 0) return errno;
  if (static_cast<std::size_t>(got) < NLMSG_LENGTH(sizeof(nlmsgerr))) return EPROTO;
  nlmsghdr head{};
  nlmsgerr verdict{};
  std::memcpy(&head, answer, sizeof head);
  std::memcpy(&verdict, answer + NLMSG_HDRLEN, sizeof verdict);
  return head.nlmsg_type == NLMSG_ERROR ? -verdict.error : EPROTO;
}

std::vector<unsigned char> Netlink::listen(Duration deadline) {
  pollfd waiting{socket_.get(), POLLIN, 0};
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline).count();
  if (::poll(&waiting, 1, static_cast<int>(left)) <= 0) return {};
  std::vector<unsigned char> bytes(8192);
  const ssize_t got = ::recv(socket_.get(), bytes.data(), bytes.size(), 0);
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

}  // namespace tetra::cell
