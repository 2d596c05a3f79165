#include "engine/wire/syn_filter.hpp"

#include <arpa/inet.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace tetra::wire {
namespace {
using boost::system::error_code;

error_code last_error(int result) {
  if (result == 0) return {};
  return {errno, boost::system::system_category()};
}

void use_loopback_for_any(sockaddr_storage& address) {
  if (address.ss_family == AF_INET) {
    auto& v4 = reinterpret_cast<sockaddr_in&>(address);
    if (v4.sin_addr.s_addr == htonl(INADDR_ANY)) v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  } else {
    auto& v6 = reinterpret_cast<sockaddr_in6&>(address);
    if (IN6_IS_ADDR_UNSPECIFIED(&v6.sin6_addr)) v6.sin6_addr = in6addr_loopback;
  }
}

}  // namespace

error_code swallow_syns(int listening_fd) {
  // A classic BPF program that keeps 0 bytes: the kernel drops every segment before the listener
  // sees it (socket(7)).
  sock_filter drop_all[] = {BPF_STMT(BPF_RET | BPF_K, 0)};
  const sock_fprog program{1, drop_all};
  return last_error(
      ::setsockopt(listening_fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program));
}

error_code stop_swallowing(int listening_fd) {
  const int unused = 0;
  return last_error(
      ::setsockopt(listening_fd, SOL_SOCKET, SO_DETACH_FILTER, &unused, sizeof unused));
}

error_code SynSilence::begin() {
  if (means_ != Means::none) return {};
  auto error = swallow_syns(listener_);
  if (!error) means_ = Means::filter;
  if (error.value() != EPERM) return error;
  error = fill_queue();
  if (!error) means_ = Means::full_queue;
  return error;
}

error_code SynSilence::end() {
  switch (std::exchange(means_, Means::none)) {
    case Means::none:
      return {};
    case Means::filter:
      return stop_swallowing(listener_);
    case Means::full_queue:
      return empty_queue();
  }
  return {};
}

// A queue of length 0 is full with one connection; the kernel drops the SYNs of all further ones
// (tcp(7), tcp_abort_on_overflow).
error_code SynSilence::fill_queue() {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::listen(listener_, 0) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    return last_error(-1);
  use_loopback_for_any(address);
  filler_ = ::socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (filler_ < 0) return last_error(-1);
  if (::connect(filler_, reinterpret_cast<sockaddr*>(&address), size) == 0) return {};
  pollfd connecting{filler_, POLLOUT, 0};
  if (errno == EINPROGRESS && ::poll(&connecting, 1, 2000) == 1 &&
      (connecting.revents & POLLERR) == 0)
    return {};
  ::close(std::exchange(filler_, -1));
  return {EAGAIN, boost::system::system_category()};
}

error_code SynSilence::empty_queue() {
  const int own = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  if (own >= 0) ::close(own);
  ::close(std::exchange(filler_, -1));
  return last_error(::listen(listener_, backlog_));
}

}  // namespace tetra::wire
