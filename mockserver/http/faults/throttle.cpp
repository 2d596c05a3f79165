// http.throttle: the body comes slowly.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class Throttle final : public Fault {
 public:
  explicit Throttle(fault::Params& params) : rate_(params.size("rate", "bytes a second", "10kB")) {
    if (rate_.bytes == 0) params.complain("`rate` is 0", "use `stall` for a body that stops");
  }

  void on_response(const Exchange& /*exchange*/, Response& response,
                   const wire::Acted& acted) override {
    if (rate_.bytes > 0) response.delivery.pace = wire::Delivery::Pace{rate_.bytes, acted};
  }

 private:
  ByteSize rate_;
};

const fault::Register<Throttle> throttle_entry{{
    .layer = "http",
    .name = "throttle",
    .services = every_http_service,
    .summary = "Sends the body at no more than this many bytes a second.",
}};

}  // namespace
}  // namespace tetra::http
