// http.head-slow: the head comes in drops.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class HeadSlow final : public Fault {
 public:
  explicit HeadSlow(fault::Params& params)
      : rate_(params.size("rate", "bytes of the head a second", "5")) {
    if (rate_.bytes == 0) params.complain("`rate` is 0", "use `head-stall` for a head that stops");
  }

  void on_response(const Exchange& /*exchange*/, Response& response,
                   const wire::Acted& acted) override {
    if (rate_.bytes > 0) response.head_delivery.pace = wire::Delivery::Pace{rate_.bytes, acted};
  }

 private:
  ByteSize rate_;
};

const fault::Register<HeadSlow> head_slow_entry{{
    .layer = "http",
    .name = "head-slow",
    .services = every_http_service,
    .summary = "Sends the head at no more than this many bytes a second.",
}};

}  // namespace
}  // namespace tetra::http
