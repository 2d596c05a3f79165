// http.flip: one byte of the body is changed.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class Flip final : public Fault {
 public:
  explicit Flip(fault::Params& params)
      : at_(params.position("at", "the byte that is changed", "50%")),
        mask_(static_cast<unsigned char>(
            params.integer("mask", "the bits that are flipped in it", 1, 255, 1))) {}

  void on_response(const Exchange& exchange, Response& response,
                   const wire::Acted& acted) override {
    if (!response.body || exchange.request.method == "HEAD") return;
    const auto at = wire::find_place(at_, *response.body);
    if (!at || *at >= response.body->size().value_or(0)) return;
    response.body = flip(response.body, *at, mask_);
    // A peer that checks as it reads may leave at the bad byte: it has met the fault once that byte
    // is written.
    Position behind;
    behind.bytes = *at + 1;
    response.delivery.pauses.push_back(wire::Delivery::Pause{behind, Duration::zero(), acted});
  }

 private:
  Position at_;
  unsigned char mask_;
};

const fault::Register<Flip> flip_entry{{
    .layer = "http",
    .name = "flip",
    .services = every_http_service,
    .summary = "Changes one byte of the body; length and headers stay right.",
}};

}  // namespace
}  // namespace tetra::http
