// tcp.bandwidth: the way is narrow.
#include "mockserver/tcp/tcp_fault.hpp"

namespace tetra::tcp {
namespace {

class Bandwidth final : public Fault {
 public:
  explicit Bandwidth(fault::Params& params)
      : rate_(params.size("rate", "bytes a second to the peer, TLS and all counted")),
        shared_(params.flag(
            "shared", "all connections of the service have that rate together; else each has it",
            false)) {
    if (rate_.bytes == 0)
      params.complain("`rate` is at least 1 byte a second", "give a size such as 64KiB");
  }

  void on_accept(Welcome& welcome, const wire::Acted& acted) override {
    if (!shared_ || !meter_) meter_ = std::make_shared<wire::Meter>(rate_.bytes);
    welcome.shape.meters.push_back(wire::Shape::Metered{meter_, acted});
  }

 private:
  ByteSize rate_;
  bool shared_;
  std::shared_ptr<wire::Meter> meter_;
};

const fault::Register<Bandwidth> bandwidth_entry{{
    .layer = "tcp",
    .name = "bandwidth",
    .services = every_tcp_service,
    .summary = "Sends no more than so many bytes a second, on each connection or on all of the "
               "service together.",
}};

}  // namespace
}  // namespace tetra::tcp
