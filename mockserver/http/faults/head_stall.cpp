// http.head-stall: the head stops at a byte and the connection stays open.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class HeadStall final : public Fault {
 public:
  explicit HeadStall(fault::Params& params)
      : at_(params.position("at", "how many bytes of the head arrive before the silence", "50%")),
        for_(params.maybe_duration("for", "how long; left out: until the peer gives up")) {}

  void on_response(const Exchange& /*exchange*/, Response& response,
                   const wire::Acted& acted) override {
    response.head_delivery.pauses.push_back(wire::Delivery::Pause{at_, for_, acted});
  }

 private:
  Position at_;
  std::optional<Duration> for_;
};

const fault::Register<HeadStall> head_stall_entry{{
    .layer = "http",
    .name = "head-stall",
    .services = every_http_service,
    .summary =
        "Sends exactly this many bytes of the head, then nothing, with the connection left open.",
}};

}  // namespace
}  // namespace tetra::http
