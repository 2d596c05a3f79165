// http.no-answer: the request is read and never answered.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class NoAnswer final : public Fault {
 public:
  explicit NoAnswer(fault::Params& /*params*/) {}

  std::optional<Response> instead(const Exchange& /*exchange*/, const wire::Acted& acted) override {
    Response response;
    response.head_delivery.pauses.push_back(wire::Delivery::Pause{Position{}, std::nullopt, acted});
    return response;
  }
};

const fault::Register<NoAnswer> no_answer_entry{{
    .layer = "http",
    .name = "no-answer",
    .services = every_http_service,
    .summary =
        "Reads the request and never answers; the connection stays open until the peer gives up.",
}};

}  // namespace
}  // namespace tetra::http
