// tcp.half-close: the service ends its direction at an exact byte and goes on reading.
#include "mockserver/tcp/tcp_fault.hpp"

namespace tetra::tcp {
namespace {

class HalfClose final : public Fault {
 public:
  explicit HalfClose(fault::Params& params)
      : at_(params.size("at", "how many bytes still arrive", "0")) {}

  void on_accept(Welcome& welcome, const wire::Acted& acted) override {
    welcome.shape.half_close = true;
    welcome.shape.down.stop = wire::Delivery::Stop{
        Position{Position::Kind::from_start, at_.bytes, 0, {}}, wire::Ending::truncated, acted};
  }

 private:
  ByteSize at_;
};

const fault::Register<HalfClose> half_close_entry{{
    .layer = "tcp",
    .name = "half-close",
    .services = every_tcp_service,
    .summary = "Sends FIN behind exactly so many bytes of its own, and still reads what comes.",
}};

}  // namespace
}  // namespace tetra::tcp
