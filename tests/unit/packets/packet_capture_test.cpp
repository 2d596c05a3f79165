#include "harness/packets/packet_capture.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>

#include "harness/packets/flow.hpp"
#include "tests/unit/cell/cell_fixture.hpp"

namespace tetra::packets {
namespace {

using namespace cell;
using namespace std::chrono_literals;
namespace asio = boost::asio;
namespace ip = asio::ip;

// A burst from 192.0.2.10 that nobody reads, while the loop that should take the packets in does
// not run at all.
void burst(asio::io_context& io, int count) {
  ip::udp::socket socket(io, ip::udp::endpoint(ip::make_address("192.0.2.10"), 0));
  ip::udp::socket target(io, ip::udp::endpoint(ip::make_address("192.0.2.53"), 53));
  for (int n = 0; n < count; ++n)
    socket.send_to(asio::buffer(std::to_string(n) + std::string(4000, '.')),
                   target.local_endpoint());
}

std::string captured(int count, const PacketCapture::Wanted& wanted) {
  asio::io_context io(1);
  auto capture = PacketCapture::open(io.get_executor(), wanted);
  if (!capture) return to_string(capture.error());
  burst(io, count);
  if (!capture->finish(5s)) return "not finished";
  int next = 0;
  std::int64_t before = 0;
  for (const packets::Packet& packet : capture->take()) {
    const auto flow = packets::flow_of(packet.bytes);
    if (!flow || !flow->payload.starts_with(std::to_string(next) + '.') || packet.at_ns < before ||
        packet.length != packet.bytes.size())
      return "wrong packet " + std::to_string(next);
    before = packet.at_ns;
    ++next;
  }
  return std::to_string(next) + " packets, dropped " + std::to_string(capture->dropped());
}

TEST_P(NamespaceCell, CaptureHasEveryPacketInItsOrder) {
  EXPECT_EQ(run(lab_spec(), [](Inside&) { return captured(2000, {}); }).said,
            "2000 packets, dropped 0");
}

TEST_P(NamespaceCell, CaptureKeepsWhatIsWanted) {
  const auto nothing = [](std::string_view) { return false; };
  EXPECT_EQ(run(lab_spec(), [&](Inside&) { return captured(10, nothing); }).said,
            "0 packets, dropped 0");
}

}  // namespace
}  // namespace tetra::packets
