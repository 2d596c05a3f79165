// http.body: another body under the same head.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class Body final : public Fault {
 public:
  explicit Body(fault::Params& params)
      : bytes_(params.bytes("bytes", "the body that is sent; may be empty", "")),
        content_type_(params.maybe_text("content-type", "of it; left out: that of the true one")) {}

  void on_response(const Exchange& exchange, Response& response,
                   const wire::Acted& acted) override {
    if (exchange.request.method == "HEAD" || response.status == 304 || response.take_over) return;
    if (response.body && response.body->size() == bytes_.size() &&
        read_all(*response.body) == bytes_)
      return;
    response.body = bytes_of(bytes_);
    response.stream = nullptr;
    response.content_length.reset();
    response.framing = Response::Framing::length;
    if (content_type_) response.fields.set("Content-Type", *content_type_);
    response.on_sent.push_back(acted);
  }

 private:
  std::string bytes_;
  std::optional<std::string> content_type_;
};

const fault::Register<Body> body_entry{{
    .layer = "http",
    .name = "body",
    .services = every_http_service,
    .summary = "Sends another body with a right Content-Length; status, ETag and all other fields "
               "stay those of the true one.",
}};

}  // namespace
}  // namespace tetra::http
