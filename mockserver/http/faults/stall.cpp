// http.stall: the body stops at a byte and the connection stays open.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class Stall final : public Fault {
 public:
  explicit Stall(fault::Params& params)
      : at_(params.position("at", "how many body bytes arrive before the silence", "50%")),
        for_(params.maybe_duration("for", "how long; left out: until the peer gives up")) {}

  void on_response(const Exchange& /*exchange*/, Response& response,
                   const wire::Acted& acted) override {
    response.delivery.pauses.push_back(wire::Delivery::Pause{at_, for_, acted});
  }

 private:
  Position at_;
  std::optional<Duration> for_;
};

const fault::Register<Stall> stall_entry{{
    .layer = "http",
    .name = "stall",
    .services = every_http_service,
    .summary = "Sends exactly this many body bytes, then nothing, with the connection left open.",
}};

}  // namespace
}  // namespace tetra::http
