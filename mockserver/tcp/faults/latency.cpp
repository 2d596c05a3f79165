// tcp.latency: the way is long: each answer comes late.
#include "mockserver/tcp/tcp_fault.hpp"

namespace tetra::tcp {
namespace {

class Latency final : public Fault {
 public:
  explicit Latency(fault::Params& params)
      : by_(params.duration("by", "how long each answer is under way more than usual")),
        jitter_(params.duration("jitter", "by how much that varies at most, up or down", "0ms")),
        dice_(static_cast<std::uint64_t>(params.integer(
            "seed", "of the jitter: the same seed, the same delays", 0, 1000000, 1))) {
    if (by_ < Duration::zero() || jitter_ < Duration::zero() || jitter_ > by_)
      params.complain("`jitter` is from 0ms to `by`", "for example {by: 200ms, jitter: 50ms}");
  }

  void on_accept(Welcome& welcome, const wire::Acted& acted) override {
    welcome.shape.latency = [this] {
      return by_ + Duration(std::uniform_int_distribution<Duration::rep>(-jitter_.count(),
                                                                         jitter_.count())(dice_));
    };
    welcome.shape.latency_acted = acted;
  }

 private:
  Duration by_, jitter_;
  std::mt19937_64 dice_;
};

const fault::Register<Latency> latency_entry{{
    .layer = "tcp",
    .name = "latency",
    .services = every_tcp_service,
    .summary =
        "Delays every answer, the handshake's included, by the same time or by a varying one.",
}};

}  // namespace
}  // namespace tetra::tcp
