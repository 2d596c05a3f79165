// h2.stream-stall: DATA stops at a byte, the connection answers on.
#include "mockserver/http2/h2_fault.hpp"

namespace tetra::h2 {
namespace {

class StreamStall final : public Fault {
 public:
  explicit StreamStall(fault::Params& params)
      : at_(params.position("at", "how many body bytes arrive before the silence", "50%")) {
    if (at_.kind == Position::Kind::after_text)
      params.complain("`at` can't look for a text here", "give bytes or a percentage");
  }

  void on_reply(Reply& reply, const wire::Acted& acted) override {
    reply.stall = at_;
    reply.acted = acted;
  }

 private:
  Position at_;
};

const fault::Register<StreamStall> stream_stall_entry{{
    .layer = "h2",
    .name = "stream-stall",
    .services = every_h2_service,
    .summary = "Sends exactly this many body bytes on the stream, then no DATA any more, while the "
               "connection goes on: as if flow control had closed the window.",
}};

}  // namespace
}  // namespace tetra::h2
