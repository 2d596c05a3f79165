// tcp.freeze: nothing more passes behind an exact byte, as when a firewall has forgotten the
// connection.
#include "mockserver/tcp/tcp_fault.hpp"

namespace tetra::tcp {
namespace {

class Freeze final : public Fault {
 public:
  explicit Freeze(fault::Params& params)
      : at_(params.size("at", "how many bytes of the connection get through first")),
        for_(params.maybe_duration("for", "how long it lasts; left out: until the peer gives up")),
        up_(params.one_of<bool>("direction",
                                "whose bytes stand still: those to the peer (down) or from it (up)",
                                {{"down", false}, {"up", true}}, "down")) {}

  void on_accept(Welcome& welcome, const wire::Acted& acted) override {
    auto& way = up_ ? welcome.shape.up : welcome.shape.down;
    way.pauses.push_back(
        wire::Delivery::Pause{Position{Position::Kind::from_start, at_.bytes, 0, {}}, for_, acted});
  }

 private:
  ByteSize at_;
  std::optional<Duration> for_;
  bool up_;
};

const fault::Register<Freeze> freeze_entry{{
    .layer = "tcp",
    .name = "freeze",
    .services = every_tcp_service,
    .summary = "Passes exactly so many bytes, TLS and all counted, then nothing; the connection "
               "stays open.",
}};

}  // namespace
}  // namespace tetra::tcp
