// http.delay: the answer comes late.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class Delay final : public Fault {
 public:
  explicit Delay(fault::Params& params)
      : by_(params.duration("by", "how long before the first byte of the answer", "1s")) {
    if (by_ == Duration::zero())
      params.complain(
          "a delay of no time changes nothing, and would still count as a fault that acted",
          "for example 2s, or leave the fault out");
  }

  void on_response(const Exchange& /*exchange*/, Response& response,
                   const wire::Acted& acted) override {
    response.head_delivery.pauses.push_back(wire::Delivery::Pause{Position{}, by_, acted});
  }

 private:
  Duration by_;
};

const fault::Register<Delay> delay_entry{{
    .layer = "http",
    .name = "delay",
    .services = every_http_service,
    .summary = "Waits this long before the first byte of the answer.",
}};

}  // namespace
}  // namespace tetra::http
