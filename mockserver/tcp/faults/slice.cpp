// tcp.slice: everything comes in small segments, so that each boundary falls inside a field.
#include "mockserver/tcp/tcp_fault.hpp"

namespace tetra::tcp {
namespace {

class Slice final : public Fault {
 public:
  explicit Slice(fault::Params& params)
      : bytes_(params.size("bytes", "how many a segment carries", "1")),
        gap_(params.duration("gap", "how long between two segments", "0ms")) {
    if (bytes_.bytes == 0)
      params.complain("a segment has at least 1 byte", "give a size such as 1 or 100");
    if (gap_ < Duration::zero())
      params.complain("`gap` is below zero", "give a duration such as 1ms");
  }

  void on_accept(Welcome& welcome, const wire::Acted& acted) override {
    welcome.shape.down.slices =
        wire::Delivery::Slices{static_cast<std::size_t>(bytes_.bytes), gap_, acted};
  }

 private:
  ByteSize bytes_;
  Duration gap_;
};

const fault::Register<Slice> slice_entry{{
    .layer = "tcp",
    .name = "slice",
    .services = every_tcp_service,
    .summary = "Sends every byte of the connection in segments of so many bytes.",
}};

}  // namespace
}  // namespace tetra::tcp
