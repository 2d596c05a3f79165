// http.status: the request is answered with this status instead.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class Status final : public Fault {
 public:
  explicit Status(fault::Params& params)
      : code_(static_cast<int>(params.integer("code", "the status code", 100, 999))),
        reason_(params.maybe_text("reason", "the reason phrase; left out: the usual one")),
        body_(params.text("body", "the body as text", "The scenario answers so.\n")),
        content_type_(params.text("content-type", "of the body", "text/plain; charset=utf-8")),
        headers_(params.pairs("headers", "further header fields")) {}

  std::optional<Response> instead(const Exchange& /*exchange*/, const wire::Acted& acted) override {
    Response response = text_response(code_, body_, content_type_);
    response.reason = reason_;
    for (const auto& [name, value] : headers_) response.fields.add(name, value);
    response.on_head.push_back(acted);
    return response;
  }

 private:
  int code_;
  std::optional<std::string> reason_;
  std::string body_, content_type_;
  std::vector<std::pair<std::string, std::string>> headers_;
};

const fault::Register<Status> status_entry{{
    .layer = "http",
    .name = "status",
    .services = every_http_service,
    .summary =
        "Answers with this status (CONNECT included) before anything else is done for the request.",
}};

}  // namespace
}  // namespace tetra::http
