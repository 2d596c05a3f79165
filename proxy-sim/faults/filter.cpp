// proxy.filter: a content filter shows its page in place of what was asked for.
#include "engine/base/text.hpp"
#include "proxy-sim/proxy_fault.hpp"

namespace tetra::proxy {
namespace {

/// Blocks what the proxy can read: hosts of CONNECT, paths of absolute-form requests and of what
/// comes out of an intercepted tunnel, and answers by their Content-Type.
class Filter final : public http::Fault {
 public:
  explicit Filter(fault::Params& params)
      : path_(params.maybe_text("path",
                                "a pattern; one without a slash is for the last segment: *.gzip")),
        host_(params.maybe_text("host", "a pattern for the host, of CONNECT as well")),
        type_(params.maybe_text(
            "type", "a pattern for the answer's Content-Type, parameters left out: application/*")),
        status_(static_cast<int>(params.integer("status", "of the block page", 200, 599, 403))),
        page_(params.text("page", "its text",
                          "<html><body><h1>Blocked</h1><p>This content is against the rules of "
                          "your company.</p></body></html>\n")) {
    if (!path_ && !host_ && !type_)
      params.complain("nothing is blocked", "give `path`, `host` or `type`");
  }

  std::optional<http::Response> instead(const http::Exchange& exchange,
                                        const wire::Acted& acted) override {
    if (type_ || !is_meant(exchange.request)) return std::nullopt;
    return block_page(acted);
  }

  void on_response(const http::Exchange& exchange, http::Response& response,
                   const wire::Acted& acted) override {
    const auto type = response.fields.find("Content-Type");
    if (!type_ || !type || !is_meant(exchange.request)) return;
    if (text::glob(*type_, text::lower(text::trim(type->substr(0, type->find(';'))))))
      response = block_page(acted);
  }

 private:
  bool is_meant(const http::Request& request) const {
    if (host_ && !text::glob(*host_, request.host)) return false;
    if (!path_) return true;
    const bool last_only = path_->find('/') == std::string::npos;
    const std::string_view path = request.path;
    return !path.empty() && text::glob(*path_, last_only ? path.substr(path.rfind('/') + 1) : path);
  }
  http::Response block_page(const wire::Acted& acted) const {
    http::Response response = http::text_response(status_, page_, "text/html; charset=utf-8");
    response.on_head.push_back(acted);
    return response;
  }

  std::optional<std::string> path_, host_, type_;
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
