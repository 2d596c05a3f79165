// tcp.break-off: the connection ends at an exact byte of whatever protocol it carries.
#include "mockserver/tcp/tcp_fault.hpp"

namespace tetra::tcp {
namespace {

class BreakOff final : public Fault {
 public:
  explicit BreakOff(fault::Params& params)
      : at_(params.size("at", "how many bytes of the connection get through")),
        by_(params.one_of<wire::Ending>(
            "by", "what the peer gets",
            {{"reset", wire::Ending::reset_after_delivery}, {"fin", wire::Ending::truncated}},
            "reset")),
        up_(params.one_of<bool>("direction",
                                "whose bytes count: those to the peer (down) or from it (up)",
                                {{"down", false}, {"up", true}}, "down")) {
    if (up_ && at_.bytes == 0)
      params.complain("no connection breaks at its peer's byte 0",
                      "`hang-up` ends a connection at once");
  }

  void on_accept(Welcome& welcome, const wire::Acted& acted) override {
    (up_ ? welcome.shape.up : welcome.shape.down).stop =
        wire::Delivery::Stop{Position{Position::Kind::from_start, at_.bytes, 0, {}}, by_, acted};
  }

 private:
  ByteSize at_;
  wire::Ending by_;
  bool up_;
};

const fault::Register<BreakOff> break_off_entry{{
    .layer = "tcp",
    .name = "break-off",
    .services = every_tcp_service,
    .summary =
        "Ends the connection behind exactly so many bytes, TLS and all counted, by RST or FIN.",
}};

}  // namespace
}  // namespace tetra::tcp
