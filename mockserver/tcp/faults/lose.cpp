// tcp.lose: segments of the peer get lost on the way.
#include "mockserver/tcp/tcp_fault.hpp"

namespace tetra::tcp {
namespace {

class Lose final : public Fault {
 public:
  explicit Lose(fault::Params& params) {
    const auto longer_than =
        params.maybe_size("longer-than",
                          "segments longer than this, their TCP header counted: a path with a "
                          "smaller MTU that tells nobody");
    loss_.percent = static_cast<unsigned>(params.integer(
        "percent",
        "of all segments with data, thrown by the kernel's own dice; TCP sends those again", 0, 100,
        0));
    if (!longer_than && loss_.percent == 0)
      params.complain("nothing gets lost", "give `longer-than` or `percent`");
    if (!longer_than) return;
    if (longer_than->bytes < 60 || longer_than->bytes > 65535)
      params.complain("`longer-than` is from 60 to 65535 bytes: a SYN needs up to 60",
                      "give a size such as 200");
    loss_.longer_than = static_cast<std::uint32_t>(longer_than->bytes);
  }

  void on_door(Door& door) override { door.loss = loss_; }
  void on_accept(Welcome& welcome, const wire::Acted& acted) override { welcome.lost = acted; }

 private:
  wire::PacketLoss loss_;
};

const fault::Register<Lose> lose_entry{{
    .layer = "tcp",
    .name = "lose",
    .services = every_tcp_service,
    .summary = "Loses segments that the peer sends once the connection stands: the long ones, or "
               "some by chance.",
    .standing = true,
}};

}  // namespace
}  // namespace tetra::tcp
