// http.shorten: a shorter body whose Content-Length is right for what is sent.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class Shorten final : public Fault {
 public:
  explicit Shorten(fault::Params& params)
      : to_(params.position("to", "how much of the body is sent", "50%")) {}

  void on_response(const Exchange& /*exchange*/, Response& response,
                   const wire::Acted& acted) override {
    if (!response.body) return;
    const auto length = wire::find_place(to_, *response.body);
    if (!length || *length == response.body->size()) return;
    response.body = slice(response.body, 0, *length);
    response.on_sent.push_back(acted);
  }

 private:
  Position to_;
};

const fault::Register<Shorten> shorten_entry{{
    .layer = "http",
    .name = "shorten",
    .services = every_http_service,
    .summary = "Sends only the first part of the body as if that were all: HTTP is satisfied, a "
               "checksum is not.",
}};

}  // namespace
}  // namespace tetra::http
