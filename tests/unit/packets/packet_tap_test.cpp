#include "harness/packets/packet_tap.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <boost/asio/io_context.hpp>

#include "engine/wire/syn_filter.hpp"
#include "engine/wire/task.hpp"
#include "tests/unit/cell/cell_fixture.hpp"

namespace tetra::packets {
namespace {

using namespace cell;
using namespace std::chrono_literals;
namespace ip = asio::ip;

struct Seen {
  std::vector<Syn> syns;
  std::vector<Rst> rsts;
  PacketTap::Callbacks callbacks() {
    return {[this](const Syn& syn) { syns.push_back(syn); },
            [this](const Rst& rst) { rsts.push_back(rst); }};
  }
  std::string summary() const {
    std::string text;
    for (const auto& syn : syns)
      text += (syn.retransmit ? "again " : "syn ") + syn.destination.address().to_string() + ':' +
              std::to_string(syn.destination.port()) + '\n';
    for (const auto& rst : rsts)
      text += "rst " + rst.source.address().to_string() + ':' + std::to_string(rst.source.port()) +
              '\n';
    return text;
  }
};

// Connects and waits for the outcome, at most that long.
void attempt(const char* address, unsigned short port, int wait_ms) {
  const ip::tcp::endpoint to(ip::make_address(address), port);
  const Fd fd(::socket(to.protocol().family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  ::connect(fd.get(), to.data(), static_cast<socklen_t>(to.size()));
  pollfd waiting{fd.get(), POLLOUT, 0};
  ::poll(&waiting, 1, wait_ms);
}

std::string tapped(const std::function<void(asio::io_context&)>& attempts) {
  asio::io_context io(1);
  Seen seen;
  auto tap = PacketTap::open(io.get_executor(), seen.callbacks());
  if (!tap) return to_string(tap.error());
  attempts(io);
  tap->poll();
  return seen.summary() + "lost " + std::to_string(tap->lost());
}

TEST_P(NamespaceCell, TapSeesARefusedAttemptOnceWithItsReset) {
  const auto result = run(lab_spec(), [](Inside&) {
    return tapped([](asio::io_context&) {
      attempt("192.0.2.10", 443, 2000);
      attempt("2001:db8::10", 80, 2000);
    });
  });
  EXPECT_EQ(
      result.said,
      "syn 192.0.2.10:443\nsyn 2001:db8::10:80\nrst 192.0.2.10:443\nrst 2001:db8::10:80\nlost 0");
}

TEST_P(NamespaceCell, TapTellsASwallowedAttemptFromItsRetransmissions) {
  const auto result = run(lab_spec(), [](Inside&) {
    return tapped([](asio::io_context& io) {
      ip::tcp::acceptor swallowing(io, ip::tcp::endpoint(ip::make_address("192.0.2.10"), 443));
      if (wire::swallow_syns(swallowing.native_handle())) return;
      attempt("192.0.2.10", 443, 1500);  // Linux sends the SYN again after 1 s
    });
  });
  // A stalled machine may fit in a second retransmission.
  const std::string first = "syn 192.0.2.10:443\n", again = "again 192.0.2.10:443\n",
                    rest = "lost 0";
  EXPECT_TRUE(result.said == first + again + rest || result.said == first + again + again + rest)
      << result.said;
}

TEST_P(NamespaceCell, TapSeesAttemptsIntoASilentNetwork) {
  auto spec = lab_spec();
  spec.routes = {{ip::make_address("203.0.113.0"), 24, RouteKind::swallowed}};
  const auto result = run(spec, [](Inside&) {
    return tapped([](asio::io_context&) { attempt("203.0.113.7", 443, 300); });
  });
  EXPECT_EQ(result.said, "syn 203.0.113.7:443\nlost 0");
}

TEST_P(NamespaceCell, TapCountsOnlyAttemptsOfAWorkingConnection) {
  const auto result = run(lab_spec(), [](Inside&) {
    return tapped([](asio::io_context& io) {
      ip::tcp::acceptor acceptor(io, ip::tcp::endpoint(ip::make_address("192.0.2.10"), 0));
      ip::tcp::socket client(io);
      client.connect(acceptor.local_endpoint());
      auto server = acceptor.accept();
      asio::const_buffer bytes("data", 4);
      server.send(bytes);
      char got[4];
      client.receive(asio::buffer(got));
    });
  });
  EXPECT_EQ(result.said.substr(0, 4), "syn ");
  EXPECT_EQ(std::count(result.said.begin(), result.said.end(), '\n'), 1) << result.said;
}

TEST_P(NamespaceCell, TapReportsOnTheLoop) {
  const auto result = run(lab_spec(), [](Inside&) {
    asio::io_context io(1);
    std::string said;
    auto tap = PacketTap::open(io.get_executor(), {[&](const Syn& syn) {
                                                     said = std::to_string(syn.destination.port());
                                                     io.stop();
                                                   },
                                                   {}});
    attempt("192.0.2.10", 4711, 1000);
    io.run_for(60s);
    return said;
  });
  EXPECT_EQ(result.said, "4711");
}

TEST(PacketTap, IsRefusedToAnOrdinaryUserOutsideOfANamespace) {
  const auto code = as_user(User::nobody, [] {
    asio::io_context io(1);
    const auto tap = PacketTap::open(io.get_executor(), {});
    return tap ? std::string("open") : tap.error().code;
  });
  EXPECT_EQ(code, "refused-1");
}

}  // namespace
}  // namespace tetra::packets
