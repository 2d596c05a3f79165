// http.captive-portal: a login page answers in everybody's name.
#include "engine/http/exchange.hpp"

namespace tetra::http {
namespace {

class CaptivePortal final : public Fault {
 public:
  explicit CaptivePortal(fault::Params& params)
      : by_(params.one_of<int>(
            "by",
            "how the portal shows itself: the page itself, a redirection to it, or RFC 6585's 511",
            {{"page", 200}, {"redirect", 302}, {"511", 511}}, "page")),
        login_(params.text("login", "the portal's address", "http://portal.corp.example/login")) {
    if (login_.find_first_of(std::string_view("\r\n\"<>\0", 6)) != std::string::npos)
      params.complain("`login` is no address");
  }

  std::optional<Response> instead(const Exchange& /*exchange*/, const wire::Acted& acted) override {
    const std::string page =
        "<!DOCTYPE html>\n<html><head><title>Guest network</title></head>\n<body><h1>Please log "
        "in</h1>"
        "<p><a href=\"" +
        login_ + "\">Accept the terms of use</a></p></body></html>\n";
    Response response = text_response(by_, page, "text/html; charset=utf-8");
    response.fields.add("Cache-Control", "no-store");
    if (by_ == 302) response.fields.add("Location", login_);
    response.on_head.push_back(acted);
    return response;
  }

 private:
  int by_;
  std::string login_;
};

const fault::Register<CaptivePortal> captive_portal_entry{{
    .layer = "http",
    .name = "captive-portal",
    .services = every_http_service,
    .summary = "Answers every request with a login page, a redirection to one, or 511, as the "
               "gateway of a guest network does.",
}};

}  // namespace
}  // namespace tetra::http
