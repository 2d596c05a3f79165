// http.redirect: the request is sent elsewhere, or back to where it came from.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class Redirect final : public Fault {
 public:
  explicit Redirect(fault::Params& params)
      : to_(params.maybe_text("to",
                              "where Location leads; left out: back to the same target, a loop")),
        status_(params.one_of<int>(
            "status", "which kind",
            {{"301", 301}, {"302", 302}, {"303", 303}, {"307", 307}, {"308", 308}}, "302")) {
    if (to_ && to_->find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
      params.complain("`to` has a line end or a zero byte in it");
  }

  std::optional<Response> instead(const Exchange& exchange, const wire::Acted& acted) override {
    Response response = text_response(status_, "The scenario sends you elsewhere.\n");
    response.fields.add(
        "Location",
        to_.value_or(
            exchange.request.target));  // RFC 9110 section 10.2.2: a relative one is allowed
    response.on_head.push_back(acted);
    return response;
  }

 private:
  std::optional<std::string> to_;
  int status_;
};

const fault::Register<Redirect> redirect_entry{{
    .layer = "http",
    .name = "redirect",
    .services = every_http_service,
    .summary = "Answers with a redirection to another place, or to the same one for ever.",
}};

}  // namespace
}  // namespace tetra::http
