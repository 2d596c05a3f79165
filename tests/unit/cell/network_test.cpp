#include "harness/cell/network.hpp"

#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/write.hpp>

#include "engine/wire/task.hpp"
#include "harness/cell/client_runner.hpp"
#include "tests/unit/cell/cell_fixture.hpp"

namespace tetra::cell {
namespace {
using namespace std::chrono_literals;
namespace ip = asio::ip;

// 0: connected, -1: no answer in 300 ms, else the errno.
int try_connect(const char* address, unsigned short port) {
  const ip::tcp::endpoint to(ip::make_address(address), port);
  const Fd fd(::socket(to.protocol().family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (::connect(fd.get(), to.data(), static_cast<socklen_t>(to.size())) == 0) return 0;
  if (errno != EINPROGRESS) return errno;
  pollfd waiting{fd.get(), POLLOUT, 0};
  if (::poll(&waiting, 1, 300) == 0) return -1;
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

std::string outcomes(std::initializer_list<const char*> addresses) {
  std::string text;
  for (const char* address : addresses) text += std::to_string(try_connect(address, 443)) + ' ';
  return text;
}

std::string numbers(std::initializer_list<int> errors) {
  std::string text;
  for (const int error : errors) text += std::to_string(error) + ' ';
  return text;
}

// Who a listener at the address sees when somebody connects to it.
std::string comes_from(const char* address) {
  asio::io_context io(1);
  ip::tcp::acceptor acceptor(io, ip::tcp::endpoint(ip::make_address(address), 0));
  ip::tcp::socket peer(io);
  peer.connect(acceptor.local_endpoint());
  return acceptor.accept().remote_endpoint().address().to_string();
}

// Every address of every interface but `lo`, IPv6 ones as well, and whether the interface is up and
// running.
std::string addresses_beside_lo() {
  ifaddrs* first = nullptr;
  if (::getifaddrs(&first) != 0) return "errno " + std::to_string(errno);
  std::string text;
  for (const ifaddrs* each = first; each != nullptr; each = each->ifa_next) {
    if (each->ifa_addr == nullptr || each->ifa_addr->sa_family == AF_PACKET ||
        (each->ifa_flags & IFF_LOOPBACK) != 0)
      continue;
    const bool running = (each->ifa_flags & IFF_UP) != 0 && (each->ifa_flags & IFF_RUNNING) != 0;
    char host[NI_MAXHOST];
    const socklen_t size =
        each->ifa_addr->sa_family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
    ::getnameinfo(each->ifa_addr, size, host, sizeof host, nullptr, 0, NI_NUMERICHOST);
    text += std::string(each->ifa_name) + (running ? " running " : " down ") + host + ' ';
  }
  ::freeifaddrs(first);
  return text;
}

TEST_P(NamespaceCell, ConnectionsComeFromItsSource) {
  auto spec = lab_spec();
  EXPECT_EQ(
      run(spec, [](Inside&) { return comes_from("192.0.2.10") + " " + comes_from("2001:db8::10"); })
          .said,
      "192.0.2.10 2001:db8::10");
  spec.sources = {ip::make_address("192.0.2.100"), ip::make_address("2001:db8::100")};
  const auto result = run(spec, [](Inside&) {
    return comes_from("192.0.2.10") + " " + comes_from("2001:db8::10") + " " +
           comes_from("192.0.2.100");
  });
  EXPECT_EQ(result.said, "192.0.2.100 2001:db8::100 192.0.2.100");
}

TEST_P(NamespaceCell, NothingCanLeave) {
  const auto result = run(lab_spec(), [](Inside&) {
    return outcomes({"198.51.100.1", "1.1.1.1", "2606:4700::1111"});
  });
  EXPECT_EQ(result.said, numbers({ENETUNREACH, ENETUNREACH, ENETUNREACH}));
}

TEST_P(NamespaceCell, ItsAddressesAreThereAndRefuseWhereNobodyListens) {
  const auto result = run(lab_spec(), [](Inside&) {
    return outcomes({"192.0.2.10", "2001:db8::10", "127.0.0.1", "::1"});
  });
  EXPECT_EQ(result.said, numbers({ECONNREFUSED, ECONNREFUSED, ECONNREFUSED, ECONNREFUSED}));
}

TEST_P(NamespaceCell, RoutesMakeNetworksUnreachableProhibitedOrSilent) {
  auto spec = lab_spec();
  spec.routes = {{ip::make_address("198.51.100.0"), 25, RouteKind::unreachable},
                 {ip::make_address("198.51.100.128"), 25, RouteKind::prohibited},
                 {ip::make_address("203.0.113.0"), 24, RouteKind::swallowed},
                 {ip::make_address("2001:db8:1::"), 48, RouteKind::unreachable}};
  const auto result = run(spec, [](Inside&) {
    return outcomes({"198.51.100.1", "198.51.100.129", "203.0.113.7", "2001:db8:1::1"});
  });
  EXPECT_EQ(result.said, numbers({EHOSTUNREACH, EACCES, -1, EHOSTUNREACH}));
}

TEST_P(NamespaceCell, TellsWhichAddressOrRouteIsWrong) {
  auto twice = lab_spec();
  twice.addresses.push_back(twice.addresses.front());
  EXPECT_NE(
      run(twice, [](Inside&) { return ""; }).problem.value_or(Problem{}).what.find("192.0.2.10"),
      std::string::npos);
  auto wide = lab_spec();
  wide.routes = {{ip::make_address("198.51.100.0"), 33, RouteKind::unreachable}};
  EXPECT_EQ(run(wide, [](Inside&) { return ""; }).problem.value_or(Problem{}).code, "bad-prefix");
}

Task<void> serve_once(wire::TcpAcceptor& acceptor) {
  auto [error, socket] = co_await acceptor.async_accept();
  if (error) co_return;
  char request[4096];
  auto buffer = asio::buffer(request);
  co_await socket.async_read_some(buffer);
  const std::string reply =
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello";
  auto bytes = asio::buffer(reply);
  co_await asio::async_write(socket, bytes);
}

TEST_P(NamespaceCell, AnUnmodifiedCurlReachesPort443OnTheWorldsLoop) {
  auto spec = lab_spec();
  spec.files["/etc/hosts"] += "192.0.2.10 tetra-defs.amp.cisco.com\n";
  const auto result = run(spec, [](Inside&) {
    asio::io_context io(1);
    wire::TcpAcceptor acceptor(io.get_executor(),
                               ip::tcp::endpoint(ip::make_address("192.0.2.10"), 443));
    ClientRunner runner(io.get_executor(), IsolationKind::namespace_cell);
    ClientCommand curl;
    curl.argv = {"curl", "-sS", "http://tetra-defs.amp.cisco.com:443/"};
    curl.time_limit = 20s;
    std::string said;
    auto rethrow = [](std::exception_ptr failed) {
      if (failed) std::rethrow_exception(failed);
    };
    asio::co_spawn(io, serve_once(acceptor), rethrow);
    asio::co_spawn(io, runner.run(curl), [&](std::exception_ptr failed, ClientExit exit) {
      if (failed) std::rethrow_exception(failed);
      said = std::to_string(exit.status) + ' ' + exit.out + exit.err;
      io.stop();
    });
    io.run();
    return said;
  });
  EXPECT_EQ(result.said, "0 hello");
}

// With an interface beside `lo` a program does not take itself for offline; nothing else is
// different from a cell without.
TEST_P(NamespaceCell, AnInterfaceBesideLoIsUpAndLeadsNowhere) {
  auto spec = lab_spec();
  spec.sources = {ip::make_address("192.0.2.100"), ip::make_address("2001:db8::100")};
  const auto look = [](Inside&) {
    return addresses_beside_lo() + outcomes({"198.51.100.1", "2606:4700::1111", "192.0.2.10"}) +
           comes_from("192.0.2.10") + ' ' + comes_from("2001:db8::10");
  };
  const std::string same =
      numbers({ENETUNREACH, ENETUNREACH, ECONNREFUSED}) + "192.0.2.100 2001:db8::100";
  EXPECT_EQ(run(spec, look).said, same);
  spec.interface = true;
  const auto result = run(spec, look);
  if (!result.remarks.empty()) GTEST_SKIP() << result.remarks.front();
  EXPECT_EQ(result.said, "eth0 running 192.0.2.100 " + same);
}

TEST_P(NamespaceCell, ClientsMayBindLowPorts) {
  const auto result = run(lab_spec(), [](Inside& inside) {
    if (!inside.remarks.empty()) return inside.remarks.front();
    return shell(IsolationKind::namespace_cell,
                 "cat /proc/sys/net/ipv4/ip_unprivileged_port_start");
  });
  if (!result.remarks.empty()) GTEST_SKIP() << result.remarks.front();
  EXPECT_EQ(result.said, "0\n");
}

}  // namespace
}  // namespace tetra::cell
