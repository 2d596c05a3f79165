#include "connector/net/connect.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace tetra::connector {
namespace {

using Clock = std::chrono::steady_clock;

Outcome by_errno(int error, const SocketAddress& address) {
  const std::string detail =
      fmt::format("{} port {}: {}", address.text, address.port, std::strerror(error));
  switch (error) {
    case ECONNREFUSED:
      return failed(Cause::connect_refused, detail);
    case ETIMEDOUT:
      return failed(Cause::connect_timeout, detail);
    case ENETUNREACH:
    case EHOSTUNREACH:
    case EACCES:
    case EPERM:
    case EADDRNOTAVAIL:
      return failed(Cause::connect_unreachable, detail);
    default:
      return failed(Cause::connect_failed, detail);
  }
}

/// Waits until the kernel has decided; 0, or the errno of the connection.
int decided(int fd, Clock::time_point end, const std::atomic<bool>* stop) {
  for (;;) {
    const auto now = Clock::now();
    if (stop != nullptr && *stop) return ECANCELED;
    if (now >= end) return ETIMEDOUT;
    const auto slice = std::min<Duration>(end - now, std::chrono::milliseconds(100));
    pollfd entry{fd, POLLOUT, 0};
    const int n = ::poll(
        &entry, 1, static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(slice).count()));
    if (n > 0) break;
    if (n < 0 && errno != EINTR) return errno;
  }
  int error = 0;
  socklen_t length = sizeof error;
  return ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) == 0 ? error : errno;
}

Connecting connect_one(const SocketAddress& address, const Limits& limits) {
  const int fd = ::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return {by_errno(errno, address), {}};
  Connecting connecting{success(), Channel(fd, limits)};
  int error =
      ::connect(fd, reinterpret_cast<const sockaddr*>(&address.storage), address.length) == 0
          ? 0
          : errno;
  if (error == EINPROGRESS)
    error = decided(fd, std::min(Clock::now() + limits.connect, limits.end), limits.stop);
  if (error == 0) return connecting;
  if (error == ECANCELED) return {failed(Cause::cancelled, "stopped while connecting"), {}};
  if (Clock::now() >= limits.end)
    return {failed(Cause::time_limit, "the time limit ended while connecting"), {}};
  return {by_errno(error, address), {}};
}

}  // namespace

Connecting connect_any(const std::vector<SocketAddress>& addresses, const Limits& limits,
                       Trace& trace) {
  Connecting connecting{failed(Cause::dns_nxdomain, "no address"), {}};
  for (const SocketAddress& address : addresses) {
    const Args where{{"address", address.text}, {"port", std::to_string(address.port)}};
    trace.step(Step::connecting, where);
    connecting = connect_one(address, limits);
    if (connecting.outcome.ok()) {
      trace.step(Step::connected, where);
      return connecting;
    }
    trace.step(Step::connect_failed, {where[0], where[1], {"why", connecting.outcome.detail}});
    if (connecting.outcome.stage() == Stage::local) return connecting;
  }
  return connecting;
}

Connecting connect_to_host(const std::string& host, std::uint16_t port, const Network& network,
                           Trace& trace) {
  Lookup lookup = look_up(host, port, network, trace);
  if (!lookup.outcome.ok()) return {std::move(lookup.outcome), {}};
  return connect_any(lookup.addresses, network.limits, trace);
}

}  // namespace tetra::connector
