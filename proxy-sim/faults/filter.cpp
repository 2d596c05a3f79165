// proxy.filter: a content filter shows its page in place of what was asked for.
#include "proxy-sim/proxy_fault.hpp"

namespace tetra::proxy {
namespace {

class Filter final : public http::Fault {
 public:
  explicit Filter(fault::Params& params)
      : rule_(params),
        status_(static_cast<int>(params.integer("status", "of the block page", 200, 599, 403))),
        page_(params.text("page", "its text",
                          "<html><body><h1>Blocked</h1><p>This content is against the rules of "
                          "your company.</p></body></html>\n")) {
    if (rule_.is_empty()) params.complain("nothing is blocked", "give `path`, `host` or `type`");
  }

  std::optional<http::Response> instead(const http::Exchange& exchange,
                                        const wire::Acted& acted) override {
    if (!rule_.blocks(exchange.request)) return std::nullopt;
    return block_page(acted);
  }

  void on_response(const http::Exchange& exchange, http::Response& response,
                   const wire::Acted& acted) override {
    if (rule_.blocks(exchange.request, response)) response = block_page(acted);
  }

 private:
  http::Response block_page(const wire::Acted& acted) const {
    http::Response response = http::text_response(status_, page_, "text/html; charset=utf-8");
    response.on_head.push_back(acted);
    return response;
  }

  FilterRule rule_;
  int status_;
  std::string page_;
};

const fault::Register<Filter> filter_entry{
    {.layer = "proxy",
     .name = "filter",
     .services = {"proxy"},
     .summary = "A content filter answers with a block page in place of what was asked for."}};

}  // namespace
}  // namespace tetra::proxy
